import { describe, it } from 'vitest'
import { knownStore } from '../../../domain/facts/known-store.ts'
import { nextNumber } from '../../../domain/shop/number-book-state.ts'
import { numberRange } from '../../../domain/shop/number-range.ts'
import { given } from '../../support/given.ts'
import { storeOf } from '../../support/known-stores.ts'

const id = 'DE-orders'
const known = { claimed: { 'number-prefix': 'number-prefix.5f' }, facts: [[nextNumber, id, 18]] as const }
const format = { prefix: 'DE-', width: 5 }
const opened = {
  type: 'NumberRangeOpened' as const,
  data: { store: 'DE', kind: 'orders' as const, ...format, next: 1, prefixClaim: 'number-prefix.5f' },
}
const paused = { type: 'NumberRangePaused' as const, data: {} }
const resumed = { type: 'NumberRangeResumed' as const, data: {} }

describe('opening a number range', () => {
  const open = (fields: object = {}) => ({ type: 'OpenNumberRange' as const, data: { ...format, next: 1, ...fields } })
  it('is of the store and the kind that its id names', () => given(numberRange, id).when(open(), known).then(opened))
  it('may go without a prefix', () =>
    given(numberRange, id)
      .when(open({ prefix: null }), known)
      .then({ ...opened, data: { ...opened.data, prefix: null } }))
  it('is refused where there is one', () =>
    given(numberRange, id, opened).when(open(), known).thenRejected('NumberRangeExists', 'id'))
  it('is refused for a kind or a store that there is not', () => {
    given(numberRange, 'DE-invoices').when(open(), known).thenRejected('NumberRangeMalformed', 'id')
    given(numberRange, 'FR-orders').when(open(), known).thenRejected('StoreUnknown', 'id')
  })
  it('is refused for a store that takes nothing new', () => {
    const facts = [[knownStore, 'DE', { ...storeOf('DE'), status: 'inactive' }]] as const
    given(numberRange, id)
      .when(open(), { ...known, facts })
      .thenRejected('StoreIsInactive', 'id')
  })
})

describe('changing a number range', () => {
  const change = (fields: object) => ({ type: 'ChangeNumberRange' as const, data: { ...format, ...fields } })
  const changed = { claimed: { 'number-prefix': 'number-prefix.9d' } }
  it('says how numbers look from now on', () =>
    given(numberRange, id, opened)
      .when(change({ prefix: 'D/', width: 6 }), changed)
      .then({ type: 'NumberRangeChanged', data: { prefix: 'D/', width: 6, prefixClaim: 'number-prefix.9d' } }))
  it('does nothing when they look so already', () =>
    given(numberRange, id, opened).when(change({}), changed).thenNothing())
  it('needs the range', () => given(numberRange, id).when(change({}), changed).thenRejected('NumberRangeUnknown'))
})

describe('setting the next number', () => {
  const set = (next: number) => ({ type: 'SetNextNumber' as const, data: { next } })
  it('leaves numbers out', () =>
    given(numberRange, id, opened)
      .when(set(100), known)
      .then({ type: 'NextNumberSet', data: { next: 100 } }))
  it('takes back what was left out, and nothing else', () => {
    const left = { type: 'NextNumberSet' as const, data: { next: 100 } }
    given(numberRange, id, opened, left).when(set(100), known).thenNothing()
    given(numberRange, id, opened, left)
      .when(set(18), known)
      .then({ type: 'NextNumberSet', data: { next: 18 } })
    given(numberRange, id, opened, left).when(set(17), known).thenRejected('NumberGivenAlready', 'next')
  })
  it('needs the range', () => given(numberRange, id).when(set(100), known).thenRejected('NumberRangeUnknown'))
})

describe('pausing a number range', () => {
  const pause = { type: 'PauseNumberRange' as const, data: {} }
  const resume = { type: 'ResumeNumberRange' as const, data: {} }
  it('is done once', () => {
    given(numberRange, id, opened).when(pause).then(paused)
    given(numberRange, id, opened, paused).when(pause).thenNothing()
  })
  it('ends once', () => {
    given(numberRange, id, opened, paused).when(resume).then(resumed)
    given(numberRange, id, opened).when(resume).thenNothing()
  })
  it('needs the range', () => {
    given(numberRange, id).when(pause).thenRejected('NumberRangeUnknown')
    given(numberRange, id).when(resume).thenRejected('NumberRangeUnknown')
  })
})
