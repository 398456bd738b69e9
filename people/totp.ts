import { createHmac, timingSafeEqual } from 'node:crypto'

/** As every app for it takes them for granted (RFC 6238): 20 bytes, SHA-1, six digits, thirty seconds. */
export const SECRET_BYTES = 20
const STEP_MS = 30_000
const DIGITS = 6

const stepAt = (now: Date): number => Math.floor(now.getTime() / STEP_MS)

/** The code of one step of time (RFC 4226, 5.3). */
const codeOfStep = (secret: Buffer, step: number): string => {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', secret).update(counter).digest()
  const offset = mac.readUInt8(mac.length - 1) & 0xf
  const number = mac.readUInt32BE(offset) & 0x7fff_ffff
  return String(number % 10 ** DIGITS).padStart(DIGITS, '0')
}

/** The code that holds at a moment. */
export const codeAt = (secret: Buffer, now: Date): string => codeOfStep(secret, stepAt(now))

const isSame = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))

/**
 * The step of time that a code is of, one before or after the present one allowed, as clocks differ and people take their time.
 * @param last the step of the last code that was accepted: neither that one nor any before holds again
 */
export const stepOf = (secret: Buffer, code: string, now: Date, last: number): number | undefined => {
  if (!/^[0-9]{6}$/.test(code)) return undefined
  const present = stepAt(now)
  return [present - 1, present, present + 1].find(step => step > last && isSame(codeOfStep(secret, step), code))
}
