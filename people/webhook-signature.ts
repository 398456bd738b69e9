import { createHmac, timingSafeEqual } from 'node:crypto'
import type { SignatureFault, Signed } from './webhook-secret.ts'

/** A signature is good for so long before and after its time, so that nobody sends later what they have overheard. */
const TOLERANCE_SECONDS = 5 * 60

/** HMAC-SHA256 over the time, a dot and the body as it was sent, byte by byte. */
const macOf = (secret: string, seconds: number, body: Buffer): Buffer =>
  createHmac('sha256', secret).update(`${seconds}.`).update(body).digest()

/** What goes into the header. */
export const signatureOf = (secret: string, body: Buffer, now: Date): string => {
  const seconds = Math.floor(now.getTime() / 1_000)
  return `t=${seconds},v1=${macOf(secret, seconds, body).toString('hex')}`
}

const HEADER = /^t=(\d{1,12})((?:,v1=[0-9a-f]{64}){1,4})$/

/** Why a signature does not prove that the body is of one who knows a secret; undefined where it does. */
export const signatureFault = (
  secrets: readonly string[],
  { signature, body }: Signed,
  now: Date,
): SignatureFault | undefined => {
  if (signature === undefined) return 'missing'
  const [, time = '', sent = ''] = HEADER.exec(signature.replaceAll(' ', '')) ?? []
  if (time === '') return 'malformed'
  const seconds = Number(time)
  const signatures = sent.split(',v1=').slice(1)
  // Each with each, in the same time whichever of them is right.
  const fitting = secrets.flatMap(secret => {
    const due = macOf(secret, seconds, body)
    return signatures.filter(hex => timingSafeEqual(due, Buffer.from(hex, 'hex')))
  })
  if (fitting.length === 0) return 'wrong'
  return Math.abs(now.getTime() / 1_000 - seconds) > TOLERANCE_SECONDS ? 'tooOld' : undefined
}
