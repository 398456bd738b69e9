import { type Rejection, reject } from '../../domain/decider.ts'
import { draft } from '../../domain/orders/draft.ts'
import type { Viewer } from '../../domain/viewer.ts'
import { draftList } from '../../projections/orders/draft.ts'
import { readDraft, readDrafts } from '../../projections/orders/draft-detail.ts'
import type { Aggregate } from '../aggregate.ts'
import { commandRoutes, INTERNAL } from '../commands.ts'

const detail = '/drafts/:id'
/** Where a draft is begun. */
export const DRAFT_FORM = '/drafts/new'

const atStore = ({ store }: { readonly store: string }) => [store]

export const draftCommands = commandRoutes(draft, {
  SaveDraft: { path: detail, form: detail, then: detail, stores: atStore, reveals: true },
  PlaceDraft: {
    path: `${detail}/placement`,
    form: detail,
    then: '/orders/:id',
    shows: 'order',
    stores: atStore,
    reveals: true,
  },
  CopyOrder: { path: '/drafts', form: '/drafts', then: detail, of: ({ order }) => ({ category: 'order', id: order }) },
  AgreePrice: { path: `${detail}/prices`, form: `${detail}/prices`, then: detail },
  DropAgreedPrice: { path: `${detail}/prices/end`, form: `${detail}/prices`, then: detail },
  TakeNewPrices: { path: `${detail}/new-prices`, form: detail, then: detail },
  AssignDraft: { path: `${detail}/assignment`, form: detail, then: detail },
  AbandonDraft: { path: `${detail}/abandonment`, form: detail, then: '/drafts' },
  ResumeDraft: { path: `${detail}/resumption`, form: detail, then: detail },
  ExpireDraft: INTERNAL,
  EraseDraft: INTERNAL,
  CloseDraft: INTERNAL,
})

export const drafts = {
  decider: draft,
  path: '/drafts',
  may: 'draft:read',
  commands: draftCommands,
  list: { definition: draftList, read: readDrafts },
  read: readDraft,
} satisfies Aggregate

type Agreeing = { readonly lines: readonly { readonly unitPrice?: string | undefined }[] }

/** Another price than the product's is for those who may agree on one. */
export const withoutRightToAgree = ({ may }: Viewer, { lines }: Agreeing): Rejection | undefined => {
  const index = lines.findIndex(({ unitPrice }) => unitPrice !== undefined)
  return index < 0 || may.has('draft:AgreePrice')
    ? undefined
    : reject('conflict', 'PriceNotYoursToAgree', {}, `lines.${index}.unitPrice`)
}
