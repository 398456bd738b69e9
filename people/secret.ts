import { createHash, randomBytes } from 'node:crypto'

/** 256 bits that nobody guesses, as text for an address or a cookie. */
export const newSecret = (): string => randomBytes(32).toString('base64url')

/** Under what such a secret is kept: it is random, so a plain hash can not be turned back. */
export const hashOfSecret = (secret: string): Buffer => createHash('sha256').update(secret).digest()
