import { expect, it } from 'vitest'
import { drafts } from '../../../projections/orders/draft.ts'
import { abandoned, draftId, dueAt, erased, filledIn, linesSet, mugs, started, termsSet } from '../../support/drafts.ts'
import { folded, on } from '../../support/projections.ts'

const stream = `draft-${draftId}`
const pen = { line: 'PEN', sku: 'PEN', quantity: 1, price: '1.20' }

it('a draft is filled in, and sums up what it comes to; another stays as it was', () => {
  const { rows } = folded(
    drafts,
    on('draft-other', started()),
    on(
      stream,
      started(),
      termsSet({ customer: 'ada', payment: 'invoice' }),
      linesSet({ set: [mugs(), pen], lineCount: 2, itemCount: 4, goods: 1320 }),
      { type: 'DraftPriceAgreed', data: { dueAt, goods: 1170, line: 'MUG', unitPrice: '3.50', reason: 'Open box' } },
      linesSet({
        set: [mugs({ quantity: 5 })],
        removed: [],
        order: ['PEN', 'MUG'],
        lineCount: 2,
        itemCount: 6,
        goods: 1870,
      }),
    ),
  )
  expect(rows.draft.toSorted((a, b) => a.id.localeCompare(b.id))).toMatchObject([
    { id: draftId, customer: 'ada', payment: 'invoice', lineCount: 2, itemCount: 6, goods: 1870, status: 'open' },
    { id: 'other', customer: null, lineCount: 0, goods: 0, revision: 0 },
  ])
  const lines = rows.draft_line.toSorted((a, b) => a.position - b.position)
  expect(lines).toMatchObject([
    { line: 'PEN', quantity: 1, price: '1.20', unitPrice: null },
    { line: 'MUG', quantity: 5, price: '4.00', unitPrice: '3.50', reason: 'Open box' },
  ])
})

it('what is filled in of people stands field by field, and goes when it is blank again', () => {
  const { rows } = folded(
    drafts,
    on(
      stream,
      started(),
      filledIn({ 'billing.city': 'Bath', comment: 'Ring' }),
      filledIn({ 'billing.city': 'York' }, { cleared: ['comment'] }),
    ),
  )
  expect(rows.draft_detail.map(({ path }) => path)).toEqual(['billing.city'])
})

it('in another currency no agreed price is left, and a line that is removed is gone', () => {
  const agreed = { dueAt, goods: 1050, line: 'MUG', unitPrice: '3.50', reason: 'Open box' }
  const { rows } = folded(
    drafts,
    on(
      stream,
      started(),
      linesSet({ set: [mugs(), pen] }),
      { type: 'DraftPriceAgreed', data: agreed },
      termsSet({ currency: 'EUR' }),
      linesSet({ set: [mugs({ price: '5.00' })], removed: ['PEN'] }),
    ),
  )
  expect(rows.draft).toMatchObject([{ currency: 'EUR' }])
  expect(rows.draft_line).toMatchObject([{ line: 'MUG', price: '5.00', unitPrice: null, reason: null }])
})

it('a draft is abandoned, resumed, assigned and placed', () => {
  expect(folded(drafts, on(stream, started(), abandoned)).rows.draft).toMatchObject([
    { status: 'abandoned', byItself: true, dueAt: null, keptUntil: new Date(dueAt) },
  ])
  expect(folded(drafts, on(stream, started(), abandoned, erased)).rows.draft).toMatchObject([
    { status: 'erased', keptUntil: null },
  ])
  const resumed = on(
    stream,
    started(),
    abandoned,
    { type: 'DraftResumed', data: { dueAt } },
    { type: 'DraftAssigned', data: { user: 'eve' } },
  )
  expect(folded(drafts, resumed).rows.draft).toMatchObject([
    { status: 'open', byItself: false, abandonedAt: null, keptUntil: null, dueAt: new Date(dueAt), assignee: 'eve' },
  ])
  const placed = on(stream, started(), { type: 'DraftPlaced', data: { order: draftId, customer: draftId } })
  expect(folded(drafts, placed).rows.draft).toMatchObject([{ status: 'placed', customer: draftId, dueAt: null }])
})
