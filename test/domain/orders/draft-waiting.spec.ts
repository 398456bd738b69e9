import { describe, test } from 'vitest'
import type { MessageOf } from '../../../domain/decider.ts'
import { activeUser } from '../../../domain/facts/active-user.ts'
import { draft } from '../../../domain/orders/draft.ts'
import { abandoned, dueAt, erased, filledIn, draftId as id, linesSet, mugs, started } from '../../support/drafts.ts'
import { given } from '../../support/given.ts'

type Event = MessageOf<typeof draft.events>

const open = [started(), linesSet({ set: [mugs()] })]
const closed: Event = { type: 'DraftPlaced', data: { order: id, customer: null } }

describe('a draft that waits', () => {
  test('is abandoned by time, unless somebody has worked on it, and by whoever says why', () => {
    const expire = { type: 'ExpireDraft' as const, data: {} }
    given(draft, id, ...open)
      .when(expire, { now: new Date(dueAt) })
      .then({ type: 'DraftAbandoned', data: { keptUntil: '2026-03-16T23:59:59.999Z', byItself: true } })
    given(draft, id, ...open)
      .when(expire, { now: new Date('2026-02-14T12:00:00Z') })
      .thenNothing()
    given(draft, id, ...open, closed)
      .when(expire, { now: new Date(dueAt) })
      .thenNothing()
    const said: Event = {
      type: 'DraftAbandoned',
      data: { keptUntil: dueAt, personal: { subject: `draft-${id}`, value: { reason: 'Changed her mind' } } },
    }
    const abandon = { type: 'AbandonDraft' as const, data: { reason: 'Changed her mind' } }
    given(draft, id, ...open)
      .when(abandon)
      .then(said)
    given(draft, id, ...open, said)
      .when(abandon)
      .thenNothing()
    given(draft, id, ...open, closed)
      .when(abandon)
      .thenRejected('DraftNotOpen')
  })

  test('is resumed, for as long again', () => {
    const resume = { type: 'ResumeDraft' as const, data: {} }
    given(draft, id, ...open, abandoned)
      .when(resume)
      .then({ type: 'DraftResumed', data: { dueAt } })
    given(draft, id, ...open)
      .when(resume)
      .thenNothing()
    given(draft, id, ...open, closed)
      .when(resume)
      .thenRejected('DraftNotOpen')
  })

  test('is erased when nobody has resumed it in time, and is of no use any more', () => {
    const erase = { type: 'EraseDraft' as const, data: {} }
    const resumed: Event = { type: 'DraftResumed', data: { dueAt } }
    given(draft, id, ...open, abandoned)
      .when(erase, { now: new Date(dueAt) })
      .then(erased)
    given(draft, id, ...open, abandoned)
      .when(erase, { now: new Date('2026-02-14T12:00:00Z') })
      .thenNothing()
    for (const state of [[], [abandoned, resumed], [closed], [abandoned, erased]])
      given(draft, id, ...open, ...state)
        .when(erase, { now: new Date('2027-01-01') })
        .thenNothing()
    const gone = given(draft, id, ...open, filledIn({ comment: 'Ring' }), abandoned, erased)
    gone.when({ type: 'ResumeDraft', data: {} }).thenRejected('DraftNotOpen')
    gone.when({ type: 'SaveDraft', data: { store: 'UK', customer: null, lines: [] } }).thenRejected('DraftNotOpen')
    gone.when({ type: 'AbandonDraft', data: { reason: 'Late' } }).thenNothing()
  })

  test('that was abandoned before events said how long it is kept is kept for 30 days', () => {
    const before: Event = { type: 'DraftAbandoned', data: { byItself: true } }
    const erase = { type: 'EraseDraft' as const, data: {} }
    given(draft, id, ...open, { ...before, at: new Date('2026-01-01T09:00:00Z') })
      .when(erase, { now: new Date('2026-01-31T08:59:59Z') })
      .thenNothing()
    given(draft, id, ...open, { ...before, at: new Date('2026-01-01T09:00:00Z') })
      .when(erase, { now: new Date('2026-01-31T09:00:00Z') })
      .then(erased)
  })

  test('is given to somebody who is there', () => {
    const assign = { type: 'AssignDraft' as const, data: { user: 'eve' } }
    const assigned: Event = { type: 'DraftAssigned', data: { user: 'eve' } }
    const there = { facts: [[activeUser, 'eve', true]] as const }
    given(draft, id, ...open)
      .when(assign, there)
      .then(assigned)
    given(draft, id, ...open, assigned)
      .when(assign, there)
      .thenNothing()
    given(draft, id, ...open)
      .when(assign, { facts: [[activeUser, 'eve', false]] })
      .thenRejected('AssigneeUnknown', 'user')
  })
})
