import { expect, test } from 'vitest'
import { timers } from '../../../projections/operations/timer.ts'
import { abandoned, draftId, dueAt, erased, linesSet, started } from '../../support/drafts.ts'
import { folded, type Happened, on } from '../../support/projections.ts'

const later = '2026-02-20T23:59:59.999Z'
const timersAfter = (...events: readonly Happened[]) =>
  folded(timers, on(`draft-${draftId}`, ...events)).rows.timer.map(({ command, dueAt }) => [
    command,
    dueAt.toISOString(),
  ])

test('a draft expires when nobody has worked on it since', () => {
  expect(timersAfter(started())).toEqual([['ExpireDraft', '2026-02-14T23:59:59.999Z']])
  expect(timersAfter(started(), linesSet({ dueAt: later }))).toEqual([['ExpireDraft', later]])
})

test('a draft that is placed or abandoned does not, until it is resumed', () => {
  const placed: Happened = { type: 'DraftPlaced', data: { order: draftId, customer: null } }
  expect(timersAfter(started(), placed)).toEqual([])
  expect(timersAfter(started(), abandoned)).toEqual([['EraseDraft', dueAt]])
  expect(timersAfter(started(), abandoned, { type: 'DraftResumed', data: { dueAt: later } })).toEqual([
    ['ExpireDraft', later],
  ])
  expect(timersAfter(started(), abandoned, erased)).toEqual([])
})

test('a draft that was abandoned before events said how long it is kept is erased 30 days later', () => {
  const before: Happened = { type: 'DraftAbandoned', data: {}, at: '2026-01-01T09:00:00Z' }
  expect(timersAfter(started(), before)).toEqual([['EraseDraft', '2026-01-31T09:00:00.000Z']])
})
