import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'

type Asked = {
  readonly challenge: string
  readonly rpId?: string
  readonly rp?: { readonly id?: string }
  readonly user?: { readonly id: string }
}

/** What an authenticator and its browser do otherwise than they should. */
type Over = {
  readonly challenge?: string
  readonly origin?: string
  readonly rpId?: string
  readonly counter?: number
  /** Nobody has shown a finger or typed a PIN. */
  readonly isUnverified?: boolean
  readonly userHandle?: string | undefined
  readonly type?: string
}

/** Just as much of CBOR (RFC 8949) as keys and attestations need. */
const head = (major: number, n: number): Buffer =>
  n < 24
    ? Buffer.from([(major << 5) | n])
    : n < 256
      ? Buffer.from([(major << 5) | 24, n])
      : Buffer.from([(major << 5) | 25, n >> 8, n & 255])
const number = (n: number): Buffer => (n < 0 ? head(1, -1 - n) : head(0, n))
const bytes = (value: Buffer): Buffer => Buffer.concat([head(2, value.length), value])
const text = (value: string): Buffer => Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)])
const map = (...pairs: readonly (readonly [Buffer, Buffer])[]): Buffer =>
  Buffer.concat([head(5, pairs.length), ...pairs.flat()])

const sha256 = (value: Buffer | string): Buffer => createHash('sha256').update(value).digest()

const PRESENT = 1
const VERIFIED = 4
const WITH_KEY = 64

/** An authenticator with one passkey for a shop, in software: ECDSA with P-256, and no attestation. */
export const softPasskey = (origin = 'http://localhost') => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  const id = randomBytes(16)
  let count = 0
  let owner: string | undefined
  const key = map(
    [number(1), number(2)],
    [number(3), number(-7)],
    [number(-1), number(1)],
    [number(-2), bytes(Buffer.from(x, 'base64url'))],
    [number(-3), bytes(Buffer.from(y, 'base64url'))],
  )
  const clientData = (type: string, asked: Asked, over: Over) =>
    Buffer.from(
      JSON.stringify({
        type: over.type ?? type,
        challenge: over.challenge ?? asked.challenge,
        origin: over.origin ?? origin,
        crossOrigin: false,
      }),
    )
  const authData = (rpId: string, { counter, isUnverified }: Over, attested?: Buffer) => {
    count = counter ?? count + 1
    const counted = Buffer.alloc(4)
    counted.writeUInt32BE(count)
    const flags = PRESENT | (isUnverified === true ? 0 : VERIFIED) | (attested === undefined ? 0 : WITH_KEY)
    return Buffer.concat([sha256(rpId), Buffer.from([flags]), counted, attested ?? Buffer.alloc(0)])
  }
  const answer = (response: object): string =>
    JSON.stringify({
      id: id.toString('base64url'),
      rawId: id.toString('base64url'),
      type: 'public-key',
      clientExtensionResults: {},
      response,
    })
  return {
    id: id.toString('base64url'),
    /** @returns what a browser sends when it was asked for a new passkey */
    create: (options: object, over: Over = {}): string => {
      const asked = options as Asked
      owner = asked.user?.id
      const length = Buffer.from([0, id.length])
      const attested = Buffer.concat([Buffer.alloc(16), length, id, key])
      const data = authData(over.rpId ?? asked.rp?.id ?? '', over, attested)
      const attestation = map([text('fmt'), text('none')], [text('attStmt'), map()], [text('authData'), bytes(data)])
      return answer({
        clientDataJSON: clientData('webauthn.create', asked, over).toString('base64url'),
        attestationObject: attestation.toString('base64url'),
        transports: ['internal'],
      })
    },
    /** @returns what a browser sends when it was asked to show it */
    show: (options: object, over: Over = {}): string => {
      const asked = options as Asked
      const data = authData(over.rpId ?? asked.rpId ?? '', over)
      const client = clientData('webauthn.get', asked, over)
      const userHandle = 'userHandle' in over ? over.userHandle : owner
      return answer({
        clientDataJSON: client.toString('base64url'),
        authenticatorData: data.toString('base64url'),
        signature: sign('sha256', Buffer.concat([data, sha256(client)]), privateKey).toString('base64url'),
        ...(userHandle !== undefined && { userHandle }),
      })
    },
  }
}
