import type { MessageOf } from '../../domain/decider.ts'
import { draft } from '../../domain/orders/draft.ts'
import type { EventOf, StateOf } from '../../domain/undo.ts'
import { draftId, dueAt, filledIn, linesSet, mugs, started } from './drafts.ts'
import { sample } from './undo-sample.ts'

const begun = [started(), linesSet({ set: [mugs()] })]
const agreed: EventOf<typeof draft> = {
  type: 'DraftPriceAgreed',
  data: { dueAt, goods: 1050, line: 'MUG', unitPrice: '3.50', reason: 'Open box' },
}

/** Drafts as they can be, and what is tried on them. */
const draftStates = {
  new: begun,
  'with an address': [...begun, filledIn({ 'billing.city': 'Bath', comment: 'Ring twice' })],
  'with an agreed price': [...begun, agreed],
}
const form = { store: 'UK', currency: 'GBP', customer: null } as const
const draftCommands: readonly MessageOf<typeof draft.commands>[] = [
  { type: 'SaveDraft', data: { ...form, lines: [{ sku: 'MUG', quantity: 5 }], source: 'phone', comment: 'Wait' } },
  { type: 'AgreePrice', data: { line: 'MUG', unitPrice: '2', reason: 'Gift' } },
  { type: 'DropAgreedPrice', data: { line: 'MUG' } },
  { type: 'AssignDraft', data: { user: 'ida' } },
  { type: 'AbandonDraft', data: { reason: 'Changed her mind' } },
]

export const draftSample = sample(draft, draftId, draftStates, draftCommands, (state: StateOf<typeof draft>) => ({
  ...state,
  // Until when it waits is set anew by whatever is done.
  dueAt: undefined,
}))
