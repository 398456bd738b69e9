import { pathTo } from '../../api/commands.ts'
import { draftCommands } from '../../api/orders/draft.ts'
import { DRAFT_PREVIEW, type DraftPreview } from '../../api/orders/preview-draft.ts'
import type { PageContext, Submitted } from '../../api/page.ts'
import { countries } from '../../domain/shared/country.ts'
import type { DraftDetail } from '../../projections/orders/draft-detail.ts'
import { card, definitions } from '../components/card.ts'
import { countryChoices } from '../customers/country-options.ts'
import { attrs, type Child, type Html, html } from '../html.ts'
import { codes } from '../kit/control.ts'
import type { FieldsOf } from '../kit/fields.ts'
import { formOf } from '../kit/form.ts'
import type { Drawing } from '../kit/form-pages.ts'
import { nameInRow, nameOf } from '../kit/labels.ts'
import { withPicks } from '../kit/picks.ts'
import { openFor } from '../shop/store-options.ts'
import type { Words } from '../words.ts'
import { goodsTable, readGoods } from './draft-goods.ts'
import { methodChoices } from './order-choices.ts'
import { type addressKinds, BROUGHT_BY, type Brought, broughtBy, withCustomer } from './order-customer.ts'
import { sumItems } from './order-totals.ts'

const { SaveDraft, PlaceDraft, AgreePrice } = draftCommands

type Field = FieldsOf<typeof SaveDraft>['field']

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

const group = (legend: string, ...fields: readonly Child[]): Html =>
  html`<fieldset class="group"><legend>${legend}</legend>${fields}</fieldset>`
const hint = (sentence: string): Html => html`<p class="hint">${sentence}</p>`
const beside = (...fields: readonly Child[]): Html => html`<div class="fields">${fields}</div>`

/** What is recorded, under the names that the form has. */
const recordedOf = ({ details, lines, ...draft }: Filling): object => {
  const nested: Record<string, unknown> = {
    billing: {},
    shipping: {},
    contact: {},
    newCustomer: {},
    comment: null,
    reference: null,
  }
  for (const [path, value] of Object.entries(details)) {
    const [at = '', field] = path.split('.')
    nested[at] = field === undefined ? value : { ...(nested[at] as object), [field]: value }
  }
  const { store, currency, customer, source, delivery, payment } = draft
  return {
    store,
    currency,
    customer,
    source,
    delivery,
    payment,
    lines: lines.map(({ sku, quantity }) => ({ sku, quantity })),
    ...nested,
  }
}

/** What a customer brings is filled in where nothing is recorded of that part yet. */
const startOf = (brought: Brought, { details }: Filling) => {
  const filled = new Set(Object.keys(details).map(path => path.split('.')[0]))
  return (path: keyof Brought) => (filled.has(path.split('.')[0]) ? '' : brought[path])
}

const addressGroup = (
  { text }: Words,
  field: Field,
  kind: (typeof addressKinds)[number],
  { start, options }: { start: ReturnType<typeof startOf>; options: ReturnType<typeof countryChoices> },
): Html => {
  const at = (name: Parameters<Field>[0] & keyof Brought, more: Parameters<Field>[1] = {}) =>
    field(name, { start: start(name), ...more })
  return group(
    text(`order.${kind}`),
    hint(text(`order.${kind}.hint`)),
    beside(at(`${kind}.salutation`), at(`${kind}.firstName`), at(`${kind}.lastName`)),
    at(`${kind}.company`),
    beside(at(`${kind}.street`), at(`${kind}.extra`)),
    beside(at(`${kind}.zip`), at(`${kind}.city`), at(`${kind}.country`, { options })),
    beside(at(`${kind}.phone`), at(`${kind}.email`)),
  )
}

const isFilled = ({ submitted }: PageContext, recorded: readonly string[], of: string): boolean => {
  const isOf = (path: string) => path.startsWith(of)
  return (
    recorded.some(isOf) ||
    Object.entries(submitted?.fields ?? {}).some(([path, value]) => isOf(path) && `${value}` !== '') ||
    (submitted?.problem?.errors ?? []).some(({ field }) => isOf(field))
  )
}

const folded = (summary: string, isOpen: boolean, body: Child): Html =>
  html`<details${attrs({ open: isOpen })}><summary>${summary}</summary>${body}</details>`

/** Asks for it as it is typed; without script its button does. */
const asking = (id: string, trigger: string) =>
  attrs({
    'hx-post': `/api${pathTo(DRAFT_PREVIEW, id)}`,
    'hx-trigger': trigger,
    'hx-target': '#draft-figures',
    'hx-select': '#draft-figures > *',
    'hx-swap': 'innerHTML',
    'hx-push-url': 'false',
    'hx-sync': 'this:replace',
    'data-unasked': true,
  })

const missingList = (words: Words, { missing }: DraftPreview): Html => {
  const told = missing.map(({ field, message }) => {
    const label = nameOf(words, 'draft', field)
    return label === undefined ? message : `${nameInRow(words, field, label)}: ${message}`
  })
  return told.length === 0
    ? html`<p class="good">${words.text('draft.ready')}</p>`
    : html`<p>${words.text('draft.missing')}</p><ul>${[...new Set(told)].map(one => html`<li>${one}</li>`)}</ul>`
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

/** What it comes to, line by line, and what is missing. */
const figures = async ({ words, context }: Drawing, draft: Filling): Promise<Html> => {
  const came = cameOf(context)
  const goods = await readGoods(context, draft, came?.lines ?? draft.lines)
  const isKept = draft.revision !== undefined
  const agreesTo = isKept && context.viewer.may.has(AgreePrice.may) ? pathTo(AgreePrice.form, draft.id) : undefined
  const table = goods.lines.length > 0 && goodsTable(words, goods, { context, draft, agreesTo })
  const told =
    came === undefined ? refusedIn(words, context.submitted) : html`${sums(words, came)}${missingList(words, came)}`
  // Asked once for what is recorded; an answer does not ask again.
  const first =
    came === undefined && context.submitted?.came === undefined && html`<div${asking(draft.id, 'load')}></div>`
  return html`${table}${told}${first}`
}

const placeButton = ({ words }: Drawing, id: string): Html => {
  const action = `/api${pathTo(PlaceDraft.path, id)}`
  const sent = {
    'hx-post': action,
    'hx-target': '#main',
    'hx-select': '#main > *',
    'hx-swap': 'innerMorph',
    'hx-push-url': 'false',
    'hx-sync': 'this:drop',
  }
  return html`<p><button class="button primary" name="place" formaction="${action}"${attrs(sent)} data-places>${words.text('do.PlaceDraft')}</button></p>`
}

/** The whole draft as one form, from whom it is for to what it comes to. */
export const draftForm = async (drawing: Drawing, draft: Filling): Promise<Html> => {
  const { words } = drawing
  const { text } = words
  const isNew = draft.revision === undefined
  const again = drawing.context.submitted?.draft && (await withCustomer(drawing.context, drawing.context.submitted))
  const context = again === undefined ? drawing.context : { ...drawing.context, submitted: again }
  const asked = draft.customer ?? context.query.get('customer') ?? ''
  const [brought, stores, methods, shown] = await Promise.all([
    broughtBy(context, asked),
    openFor(context, SaveDraft.may),
    methodChoices(context),
    figures({ words, context }, draft),
  ])
  const isBrought = again !== undefined
  const start = startOf(brought, draft)
  const options = countryChoices(words, countries)
  const filled = Object.keys(draft.details)
  const { id, revision } = draft
  const store = isNew ? brought.store || draft.store : draft.store
  const currencies = codes([
    ...new Set(stores.filter(one => isNew || one.store === store).flatMap(one => one.currencies)),
  ])
  const figuresPart = html`<div id="draft-figures" aria-live="polite"${asking(id, 'change from:#main delay:300ms')}>${shown}</div>`
  const sent = {
    id,
    revision,
    recorded: isNew ? undefined : recordedOf(draft),
    values: { [BROUGHT_BY]: asked, ...(isNew ? {} : { store }) },
    isPart: true,
  }
  const body = await withPicks(context, picks =>
    formOf(words, context, SaveDraft, { ...sent, picks }, ({ field, rows }) => {
      const who = group(
        text('draft.who'),
        hint(text('draft.who.hint')),
        field('customer', { pick: 'customer', brings: true, start: asked }),
        folded(
          text('field.newCustomer'),
          isFilled(context, filled, 'newCustomer'),
          html`${hint(text('draft.newCustomer.hint'))}${beside(field('newCustomer.firstName'), field('newCustomer.lastName'), field('newCustomer.email'), field('newCustomer.phone'))}`,
        ),
        folded(
          text('order.contact'),
          isFilled(context, filled, 'contact'),
          beside(
            field('contact.name', { start: start('contact.name') }),
            field('contact.email', { start: start('contact.email') }),
            field('contact.phone', { start: start('contact.phone') }),
          ),
        ),
      )
      const place = beside(
        isNew && field('store', { options: codes(stores.map(one => one.store)), start: store }),
        field('currency', { options: currencies, none: text('order.new.currency.ofStore') }),
        field('source', { start: 'phone' }),
      )
      const lines = rows(
        'lines',
        row => html`${row.field('sku', { pick: 'product', mono: true })}${row.field('quantity')}`,
        { legend: text('draft.line'), add: text('order.new.line.add') },
      )
      const address = { start, options }
      return html`${isBrought && html`<span hidden data-brought></span>`}${who}${place}${lines}
${addressGroup(words, field, 'billing', address)}
${folded(text('order.shipping.elsewhere'), isFilled(context, filled, 'shipping') || brought['shipping.street'] !== '', addressGroup(words, field, 'shipping', address))}
${group(text('order.new.ways'), hint(text('order.new.ways.hint')), beside(field('delivery', { options: methods.deliveries }), field('payment', { options: methods.payments })))}
${group(text('field.comment'), field('comment', { rows: 2 }), field('reference'))}
${group(text('draft.figures'), figuresPart, html`<p><button class="button without-script" name="preview" formaction="/api${pathTo(DRAFT_PREVIEW, id)}" formnovalidate>${text('order.preview.show')}</button></p>`)}
${placeButton(drawing, id)}`
    }),
  )
  const said = {
    'data-autosave': true,
    'data-address': pathTo(SaveDraft.then, id),
    'data-saving': text('draft.saving'),
    'data-saved': text('draft.saved'),
    'data-unsaved': text('draft.unsaved', { why: '…why' }),
    'data-lost': text('draft.notReached'),
  }
  const state = html`<p class="quiet with-script" role="status" data-autosave-state></p>`
  return card({ title: text('draft.new'), body: html`<div${attrs(said)}>${body}${state}</div>` })
}
