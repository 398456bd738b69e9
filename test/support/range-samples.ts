import { numberRange } from '../../domain/shop/number-range.ts'
import type { EventOf } from '../../domain/undo.ts'
import { sample } from './undo-sample.ts'

const opened: EventOf<typeof numberRange> = {
  type: 'NumberRangeOpened',
  data: { store: 'DE', kind: 'orders', prefix: 'DE-', width: 5, next: 1, prefixClaim: 'n.1' },
}
const paused: EventOf<typeof numberRange> = { type: 'NumberRangePaused', data: {} }

/** A number range as it can be, and what is tried on it. */
const rangeStates = { new: [opened], paused: [opened, paused] }
const rangeCommands = [
  { type: 'ChangeNumberRange', data: { prefix: null, width: 7 } },
  { type: 'SetNextNumber', data: { next: 100 } },
  { type: 'PauseNumberRange', data: {} },
  { type: 'ResumeNumberRange', data: {} },
] as const

export const rangeSample = sample(numberRange, 'DE-orders', rangeStates, rangeCommands)
