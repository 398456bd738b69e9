import { readFileSync } from 'node:fs'
import { createSecureContext } from 'node:tls'
import { UserError } from './user-error.ts'

/** Names of files, both PEM. */
export type TlsFiles = { readonly cert: string; readonly key: string }

/** A certificate with those above it, and its key. */
export type Tls = { readonly cert: Buffer; readonly key: Buffer }

const read = (name: string, file: string): Buffer => {
  try {
    return readFileSync(file)
  } catch (error) {
    throw new UserError(`${name}: ${file} can not be read: ${(error as Error).message}`, { cause: error })
  }
}

/** What a server needs to serve https itself. @throws UserError where it could not, before anything is started */
export const readTls = ({ cert, key }: TlsFiles): Tls => {
  const tls = { cert: read('TLS_CERT', cert), key: read('TLS_KEY', key) }
  try {
    createSecureContext(tls)
    return tls
  } catch (error) {
    const message = `TLS_CERT, TLS_KEY: ${cert} and ${key} are no certificate and its key in PEM: ${(error as Error).message}`
    throw new UserError(message, { cause: error })
  }
}
