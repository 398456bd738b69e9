import { createPrivateKey, createPublicKey, hash, type KeyObject, sign, verify } from 'node:crypto'

/** The key that seals are signed with (Ed25519). */
export type SealKey = {
  /** 32 bytes; what an auditor is given. */
  readonly publicKey: Buffer
  readonly keyId: string
  /** 64 bytes over the text in UTF-8. */
  readonly sign: (text: string) => Buffer
}

const PKCS8_SEED = Buffer.from('302e020100300506032b657004220420', 'hex')
const SPKI_RAW = Buffer.from('302a300506032b6570032100', 'hex')

const publicKeyOf = (raw: Buffer): KeyObject =>
  createPublicKey({ key: Buffer.concat([SPKI_RAW, raw]), format: 'der', type: 'spki' })

/** The short name of a public key: the first 16 hexadecimal digits of the SHA-256 of its 32 bytes. */
export const keyIdOf = (publicKey: Buffer): string => hash('sha256', publicKey).slice(0, 16)

/** @param seed 32 bytes. @throws RangeError */
export const sealKey = (seed: Buffer): SealKey => {
  if (seed.length !== 32) throw new RangeError('the seed of a seal key has 32 bytes')
  const key = createPrivateKey({ key: Buffer.concat([PKCS8_SEED, seed]), format: 'der', type: 'pkcs8' })
  const publicKey = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(SPKI_RAW.length)
  return { publicKey, keyId: keyIdOf(publicKey), sign: text => sign(null, Buffer.from(text), key) }
}

/** Whether this key (32 bytes) has signed the text; false also for what is no key or no signature. */
export const isSignedBy = (publicKey: Buffer, text: string, signature: Buffer): boolean => {
  try {
    return verify(null, Buffer.from(text), publicKeyOf(publicKey), signature)
  } catch {
    return false
  }
}
