import { describe, expect, it } from 'vitest'
import { toBase32 } from '../../people/base32.ts'
import { codeAt, stepOf } from '../../people/totp.ts'

const secret = Buffer.from('12345678901234567890')
const at = (seconds: number) => new Date(seconds * 1000)

it('the codes are those of RFC 6238, appendix B, of which six digits are used', () => {
  const vectors = [
    [59, '94287082'],
    [1111111109, '07081804'],
    [1111111111, '14050471'],
    [1234567890, '89005924'],
    [2000000000, '69279037'],
    [20000000000, '65353130'],
  ] as const
  for (const [seconds, digits] of vectors) expect(codeAt(secret, at(seconds))).toBe(digits.slice(2))
})

it('base 32 is that of RFC 4648, part 10, without what fills it up', () => {
  const vectors = {
    '': '',
    f: 'MY',
    fo: 'MZXQ',
    foo: 'MZXW6',
    foob: 'MZXW6YQ',
    fooba: 'MZXW6YTB',
    foobar: 'MZXW6YTBOI',
  }
  for (const [text, said] of Object.entries(vectors)) expect(toBase32(Buffer.from(text))).toBe(said)
})

describe('a code', () => {
  const now = at(1_000_000_015)
  const step = Math.floor(1_000_000_015 / 30)
  it('holds in its step of time, and one before and after', () => {
    const found = (seconds: number) => stepOf(secret, codeAt(secret, at(1_000_000_015 + seconds)), now, 0)
    expect([-60, -30, 0, 30, 60].map(found)).toEqual([undefined, step - 1, step, step + 1, undefined])
  })
  it('does not hold again, nor does one of an earlier step', () => {
    expect(stepOf(secret, codeAt(secret, now), now, step)).toBeUndefined()
    expect(stepOf(secret, codeAt(secret, at(1_000_000_015 - 30)), now, step)).toBeUndefined()
    expect(stepOf(secret, codeAt(secret, at(1_000_000_015 + 30)), now, step)).toBe(step + 1)
  })
  it('is six digits of the Latin script', () => {
    const code = codeAt(secret, now)
    for (const wrong of ['', code.slice(1), `${code}0`, ` ${code}`, code.replace(/./, '٣'), 'abcdef'])
      expect(stepOf(secret, wrong, now, 0)).toBeUndefined()
    expect(stepOf(secret, code, now, 0)).toBe(step)
  })
})
