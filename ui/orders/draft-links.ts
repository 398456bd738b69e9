import { draftCommands } from '../../api/orders/draft.ts'
import { linkButton } from '../components/page-head.ts'
import type { Html } from '../html.ts'
import { buttonOf, maySend } from '../kit/form.ts'
import type { Drawing } from '../kit/form-pages.ts'
import { withQuery } from '../query.ts'

/** Where a draft is begun. */
export const DRAFT_FORM = '/drafts/new'

const { CopyOrder, SaveDraft } = draftCommands

type Copied = { readonly id: string; readonly store?: string | undefined }

/** Begins a draft with what an order has. */
export const copyButton = (
  { words, context }: Drawing,
  { id: order, store }: Copied,
  label = words.text('do.CopyOrder'),
): Html | undefined =>
  maySend(context, SaveDraft, store)
    ? buttonOf(words, context, CopyOrder, { label, store, values: { id: context.newId(), order } })
    : undefined

/** The way to a new order, for a customer if one is named. */
export const newDraftLink = ({ words, context }: Drawing, customer?: string, kind?: 'primary'): Html | undefined => {
  const href = customer === undefined ? DRAFT_FORM : withQuery(DRAFT_FORM, { customer })
  return maySend(context, SaveDraft)
    ? linkButton({ label: words.text('draft.forCustomer'), href, ...(kind === undefined ? {} : { kind }) })
    : undefined
}
