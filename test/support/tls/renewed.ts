import { once } from 'node:events'
import { connect } from 'node:tls'
import { fileURLToPath } from 'node:url'

/** The file of a certificate other than the one of most specs, or of its key. */
export const renewed = (name: 'certificate' | 'key'): string =>
  fileURLToPath(new URL(`renewed-${name}.pem`, import.meta.url))

/** Which certificate a server of this machine shows to whoever connects now. */
export const fingerprintAt = async (port: number): Promise<string> => {
  const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false })
  await once(socket, 'secureConnect')
  const { fingerprint256 } = socket.getPeerCertificate()
  socket.destroy()
  return fingerprint256
}
