import { pathTo } from '../../api/commands.ts'
import { draftCommands } from '../../api/orders/draft.ts'
import { DRAFT_PREVIEW, type DraftPreview } from '../../api/orders/preview-draft.ts'
import type { PageContext, Submitted } from '../../api/page.ts'
import type { DraftDetail } from '../../projections/orders/draft-detail.ts'
import { definitions } from '../components/card.ts'
import { type Html, html } from '../html.ts'
import type { Drawing } from '../kit/form-pages.ts'
import { storesOf } from '../shop/store-options.ts'
import type { Words } from '../words.ts'
import { goodsTable, readGoods } from './draft-goods.ts'
import { asking, previewGroup, toldByName } from './live-preview.ts'
import { sumItems } from './order-totals.ts'

const { AgreePrice, SaveDraft } = draftCommands

/** A draft as its form shows it; one that is not there yet has no revision. */
export type Filling = Omit<DraftDetail, 'revision'> & { readonly revision: number | undefined }

/** Buttons of the form that send something else than it says. */
const OTHERS = ['PlaceDraft', 'PreviewDraft']
/** Stands for what came of a preview that was refused. */
const REFUSED = {}

/** The form of a draft whose other buttons were pressed, as if it had been saved: what was typed stays. */
export const asSaving = (context: PageContext): PageContext => {
  const { submitted } = context
  if (submitted === undefined || !OTHERS.includes(submitted.command)) return context
  const came = submitted.command === 'PreviewDraft' ? { came: submitted.came ?? REFUSED } : {}
  return { ...context, submitted: { ...submitted, ...came, command: SaveDraft.command } }
}

const partOf = (id: string) => ({ id: 'draft-figures', path: pathTo(DRAFT_PREVIEW, id) })

const missingList = (words: Words, { missing }: DraftPreview): Html => {
  const told = toldByName(words, 'draft', missing)
  return told.length === 0
    ? html`<p class="good">${words.text('draft.ready')}</p>`
    : html`<p>${words.text('draft.missing')}</p><ul>${told.map(one => html`<li>${one}</li>`)}</ul>`
}

const sums = (words: Words, { preview }: DraftPreview): Html | undefined => {
  if (preview === null) return undefined
  const { currency, priceMode = 'gross', subtotal = 0, discount = 0, expenses = [], taxes = [], total } = preview
  const items = sumItems(words, { currency, priceMode, subtotal, discount, expenses, taxes, total }, { strong: true })
  return definitions(items, 'sum')
}

const cameOf = ({ submitted }: PageContext): DraftPreview | undefined =>
  submitted?.came !== undefined && 'missing' in submitted.came ? (submitted.came as DraftPreview) : undefined

const refusedIn = (words: Words, submitted: Submitted | undefined): Html | undefined => {
  const { errors: missing = [] } = submitted?.came === REFUSED ? (submitted.problem ?? {}) : {}
  return missing.length === 0 ? undefined : missingList(words, { missing, preview: null, lines: [] })
}

const typedIn = ({ submitted }: PageContext, name: string): string =>
  [submitted?.fields[name] ?? ''].flat().at(-1) ?? ''

/** A draft at the store, and in the currency, that its form says. */
const asTyped = async (context: PageContext, draft: Filling): Promise<Filling> => {
  const typed = draft.revision === undefined ? typedIn(context, 'store') : ''
  const found = typed === '' ? draft : (await storesOf(context)).find(({ store }) => store === typed)
  const { store, currency } = found ?? draft
  return { ...draft, store, currency: typedIn(context, 'currency') || currency }
}

/** What it comes to, line by line, and what is missing. */
export const figuresOf = async ({ words, context }: Drawing, recorded: Filling): Promise<Html> => {
  const came = cameOf(context)
  const draft = await asTyped(context, recorded)
  const goods = await readGoods(context, draft, came?.lines ?? draft.lines)
  const isKept = draft.revision !== undefined
  const agreesTo = isKept && context.viewer.may.has(AgreePrice.may) ? pathTo(AgreePrice.form, draft.id) : undefined
  const table = goods.lines.length > 0 && goodsTable(words, goods, { context, draft, agreesTo })
  const told =
    came === undefined ? refusedIn(words, context.submitted) : html`${sums(words, came)}${missingList(words, came)}`
  // Asked once for what is recorded; an answer does not ask again.
  const first =
    came === undefined && context.submitted?.came === undefined && html`<div${asking(partOf(draft.id), 'load')}></div>`
  return html`${table}${told}${first}`
}

/** What it comes to as it is filled in. */
export const figuresGroup = (words: Words, id: string, shown: Html): Html =>
  previewGroup(words, { ...partOf(id), legend: words.text('draft.figures') }, shown)
