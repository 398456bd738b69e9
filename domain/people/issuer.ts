import { z } from 'zod'

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]']

/** Where secrets and proofs travel in clear is only what does not leave this machine. */
const isSafe = ({ protocol, hostname }: URL): boolean =>
  protocol === 'https:' || (protocol === 'http:' && LOOPBACK.includes(hostname))

const isIssuer = (text: string): boolean => {
  if (!URL.canParse(text)) return false
  const url = new URL(text)
  return isSafe(url) && url.username === '' && url.password === '' && !/[?#]/.test(text)
}

/** The address that a provider of OpenID Connect calls itself by, as OpenID Connect Discovery has it. */
export const AskedIssuer = z.string().trim().min(1).max(300).refine(isIssuer, 'issuer').meta({ format: 'uri' })
