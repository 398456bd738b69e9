import { expect, it } from 'vitest'
import { writtenFlag } from '../../../domain/shared/written-flag.ts'

it.each([
  [['yes', 'true', 'TRUE', '1', 'on', ' yes '], true],
  [['no', 'false', 'False', '0', 'off'], false],
  [['', 'maybe', '2', 'yes no', 'truee'], undefined],
] as const)('%j is %s', (written, flag) => {
  expect(written.map(writtenFlag)).toEqual(written.map(() => flag))
})
