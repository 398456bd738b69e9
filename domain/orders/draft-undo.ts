import { noWayBack, type Undo } from '../undo.ts'
import type { draft } from './draft.ts'
import { groupIn } from './draft-details.ts'
import type { AskedDraft } from './draft-saving.ts'
import type { Draft, KnownDraft } from './draft-state.ts'

/** A draft as it would be filled in anew. */
const formOf = ({ store, currency, customer, source, delivery, payment, lines, details }: KnownDraft): AskedDraft => {
  const { comment, reference } = details
  const said = Object.entries({
    source,
    delivery,
    payment,
    comment,
    reference,
    billing: groupIn(details, 'billing'),
    shipping: groupIn(details, 'shipping'),
    contact: groupIn(details, 'contact'),
    newCustomer: groupIn(details, 'newCustomer'),
  }).filter(([, value]) => value !== undefined && value !== null)
  const form = { store, currency, customer, lines: lines.map(({ sku, quantity }) => ({ sku, quantity })) }
  return { ...form, ...(Object.fromEntries(said) as Partial<AskedDraft>) }
}

const agreedOn = (was: Draft, key: string) =>
  was.status === 'absent' ? undefined : was.lines.find(({ line }) => line === key)

export const draftUndo: Undo<typeof draft> = {
  SaveDraft: (was, made) => {
    // Prices that were agreed are nothing that filling in brings back.
    const isAgreed = was.status !== 'absent' && was.lines.some(({ unitPrice }) => unitPrice !== undefined)
    const losesPrices = made.some(({ type }) => type === 'DraftLinesSet' || type === 'DraftTermsSet')
    return was.status === 'absent' || (isAgreed && losesPrices) ? noWayBack : { type: 'SaveDraft', data: formOf(was) }
  },
  PlaceDraft: 'makes',
  CopyOrder: 'makes',
  AgreePrice: (was, made) => {
    const [line = ''] = made.flatMap(({ type, data }) => (type === 'DraftPriceAgreed' ? [data.line] : []))
    const { unitPrice, reason } = agreedOn(was, line) ?? {}
    return unitPrice === undefined || reason === undefined
      ? { type: 'DropAgreedPrice', data: { line } }
      : { type: 'AgreePrice', data: { line, unitPrice, reason } }
  },
  DropAgreedPrice: (was, made) => {
    const [line = ''] = made.flatMap(({ type, data }) => (type === 'DraftPriceAgreementDropped' ? [data.line] : []))
    const { unitPrice, reason } = agreedOn(was, line) ?? {}
    return unitPrice === undefined || reason === undefined
      ? noWayBack
      : { type: 'AgreePrice', data: { line, unitPrice, reason } }
  },
  TakeNewPrices: 'ends',
  AssignDraft: was => (was.status === 'absent' ? noWayBack : { type: 'AssignDraft', data: { user: was.assignee } }),
  AbandonDraft: () => ({ type: 'ResumeDraft', data: {} }),
  ResumeDraft: 'ends',
  ExpireDraft: 'follows',
  EraseDraft: 'follows',
  CloseDraft: 'follows',
}
