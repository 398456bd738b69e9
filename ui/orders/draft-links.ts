import { DRAFT_FORM, draftCommands } from '../../api/orders/draft.ts'
import type { PageContext } from '../../api/page.ts'
import { linkButton } from '../components/page-head.ts'
import type { Html } from '../html.ts'
import { buttonOf, maySend } from '../kit/form.ts'
import type { Drawing } from '../kit/form-pages.ts'
import { withQuery } from '../query.ts'
import type { Words } from '../words.ts'

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

/** The way to a new order. */
export const newDraftLink = ({ text }: Words, context: PageContext): Html | undefined =>
  maySend(context, SaveDraft) ? linkButton({ label: text('draft.new'), href: DRAFT_FORM, kind: 'primary' }) : undefined

/** The way to a new order for a customer. */
export const draftForLink = ({ words: { text }, context }: Drawing, customer: string): Html | undefined =>
  maySend(context, SaveDraft)
    ? linkButton({ label: text('draft.forCustomer'), href: withQuery(DRAFT_FORM, { customer }) })
    : undefined
