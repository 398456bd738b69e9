const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** Bytes as people type them into a telephone: five bits a sign (RFC 4648), without the filling at the end. */
export const toBase32 = (bytes: Buffer): string => {
  const bits = [...bytes].map(byte => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{1,5}/g) ?? []).map(five => ALPHABET.charAt(Number.parseInt(five.padEnd(5, '0'), 2))).join('')
}
