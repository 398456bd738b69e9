import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'

/** Under what a passkey is made, and from where it may be shown. */
export type Site = { readonly id: string; readonly origin: string }

const isLoopback = (host: string): boolean => /^127\.|^\[::1\]$/.test(host)

/** A passkey is of a name and not of an address; this machine has one. */
export const siteOf = (origin: string): Site => {
  const url = new URL(origin)
  if (isLoopback(url.hostname)) url.hostname = 'localhost'
  return { id: url.hostname, origin: url.origin }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const textsIn = ({ id, rawId, type }: Readonly<Record<string, unknown>>): boolean =>
  [id, rawId, type].every(one => typeof one === 'string')

/** What may be an answer of either kind, and the challenge that it says was signed. */
export type Answer = {
  readonly answer: RegistrationResponseJSON & AuthenticationResponseJSON
  readonly challenge: string
}

/** What a browser has sent, with the challenge that it says was signed; undefined for what can not be an answer at all. */
export const answerIn = (text: string): Answer | undefined => {
  const answer = parsed(text)
  if (!isRecord(answer) || !textsIn(answer) || !isRecord(answer['response'])) return undefined
  const { clientDataJSON } = answer['response']
  const said =
    typeof clientDataJSON === 'string' ? parsed(Buffer.from(clientDataJSON, 'base64url').toString()) : undefined
  if (!isRecord(said) || typeof said['challenge'] !== 'string') return undefined
  // Whatever else is in it is looked at by who verifies it, which refuses what is not as it should be.
  return { answer: answer as unknown as Answer['answer'], challenge: said['challenge'] }
}
