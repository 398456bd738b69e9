import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto'

// AES-256-GCM, 96-bit random nonce, 128-bit tag: nonce ‖ tag ‖ cipher text.
const NONCE = 12
const TAG = 16

/**
 * Encrypts bytes under a 32-byte key; `bound` (additional data) must be given again to decrypt. Keys are objects of the
 * library, made once: with bytes it would make one for every call, which takes three times as long as the call itself.
 */
export const encrypt = (key: KeyObject, plain: Buffer, bound: string): Buffer => {
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(bound))
  const body = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), body])
}

/** @throws Error when the key, the bound text or the bytes are not those of the encryption. */
export const decrypt = (key: KeyObject, sealed: Buffer, bound: string): Buffer => {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE)).setAAD(Buffer.from(bound))
  decipher.setAuthTag(sealed.subarray(NONCE, NONCE + TAG))
  return Buffer.concat([decipher.update(sealed.subarray(NONCE + TAG)), decipher.final()])
}

export const newKey = (): Buffer => randomBytes(32)

/** The keys derived from the master key, one per purpose (HKDF-SHA-256). */
const derive = (master: Buffer, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', master, Buffer.alloc(0), `daybook/${purpose}`, 32))

export type MasterKey = {
  readonly wrap: (key: Buffer, subject: string) => Buffer
  readonly unwrap: (wrapped: Buffer, subject: string) => KeyObject
  /** Keyed hash of a personal value that has to be unique, hexadecimal: useless without the master key. */
  readonly hash: (value: string) => string
  /** The same, under a key of its own, of a word that somebody searched for. */
  readonly hashWord: (word: string) => string
  /** Encrypts what is nobody's personal data and must not be read from the database, under a key of its own. */
  readonly sealSecret: (secret: string, bound: string) => Buffer
  /** @throws Error when it was not sealed so */
  readonly openSecret: (sealed: Buffer, bound: string) => string
}

/** @param secret 32 bytes. */
export const masterKey = (secret: Buffer): MasterKey => {
  if (secret.length !== 32) throw new RangeError('the master key has 32 bytes')
  const wrapping = createSecretKey(derive(secret, 'wrap'))
  const sealing = createSecretKey(derive(secret, 'secret'))
  const keyedHash = (key: Buffer) => (value: string) =>
    createHmac('sha256', key).update(value).digest('hex').slice(0, 40)
  return {
    wrap: (key, subject) => encrypt(wrapping, key, subject),
    unwrap: (wrapped, subject) => createSecretKey(decrypt(wrapping, wrapped, subject)),
    hash: keyedHash(derive(secret, 'claim')),
    hashWord: keyedHash(derive(secret, 'searched')),
    sealSecret: (plain, bound) => encrypt(sealing, Buffer.from(plain), bound),
    openSecret: (sealed, bound) => decrypt(sealing, sealed, bound).toString(),
  }
}
