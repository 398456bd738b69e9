import { pathTo } from '../../api/commands.ts'
import { draftCommands } from '../../api/orders/draft.ts'
import type { PageContext } from '../../api/page.ts'
import { countries } from '../../domain/shared/country.ts'
import { card } from '../components/card.ts'
import { countryChoices } from '../customers/country-options.ts'
import { attrs, type Child, type Html, html } from '../html.ts'
import { codes } from '../kit/control.ts'
import type { FieldsOf } from '../kit/fields.ts'
import { formOf } from '../kit/form.ts'
import type { Drawing } from '../kit/form-pages.ts'
import { withPicks } from '../kit/picks.ts'
import { openFor } from '../shop/store-options.ts'
import type { Words } from '../words.ts'
import { type Filling, figuresGroup, figuresOf } from './draft-figures.ts'
import { methodChoices } from './order-choices.ts'
import { type addressKinds, BROUGHT_BY, type Brought, broughtBy, withCustomer } from './order-customer.ts'

const { SaveDraft, PlaceDraft } = draftCommands

type Field = FieldsOf<typeof SaveDraft>['field']

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
  { start, options }: Pick<Drawn, 'start' | 'options'>,
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
    Object.entries(submitted?.fields ?? {}).some(([path, value]) => isOf(path) && value !== '') ||
    (submitted?.problem?.errors ?? []).some(({ field }) => isOf(field))
  )
}

const folded = (summary: string, isOpen: boolean, body: Child): Html =>
  html`<details${attrs({ open: isOpen })}><summary>${summary}</summary>${body}</details>`

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

/** What the fields of the form are drawn with. */
type Drawn = {
  readonly draft: Filling
  readonly asked: string
  readonly start: ReturnType<typeof startOf>
  readonly options: ReturnType<typeof countryChoices>
  readonly stores: Awaited<ReturnType<typeof openFor>>
  readonly methods: Awaited<ReturnType<typeof methodChoices>>
  readonly brought: Brought
  /** A customer was just taken, and what they bring is not saved yet. */
  readonly isBrought: boolean
  /** What it comes to. */
  readonly figures: Html
}

const whoGroup = ({ words: { text }, context }: Drawing, field: Field, { draft, asked, start }: Drawn): Html => {
  const filled = Object.keys(draft.details)
  const newcomer = beside(
    field('newCustomer.firstName'),
    field('newCustomer.lastName'),
    field('newCustomer.email'),
    field('newCustomer.phone'),
  )
  const contact = beside(
    field('contact.name', { start: start('contact.name') }),
    field('contact.email', { start: start('contact.email') }),
    field('contact.phone', { start: start('contact.phone') }),
  )
  return group(
    text('draft.who'),
    hint(text('draft.who.hint')),
    field('customer', { pick: 'customer', brings: true, start: asked }),
    folded(
      text('field.newCustomer'),
      isFilled(context, filled, 'newCustomer'),
      html`${hint(text('draft.newCustomer.hint'))}${newcomer}`,
    ),
    folded(text('order.contact'), isFilled(context, filled, 'contact'), contact),
  )
}

const placeGroup = ({ text }: Words, field: Field, { draft, stores, brought }: Drawn): Html => {
  const isNew = draft.revision === undefined
  const sold = stores.filter(one => isNew || one.store === draft.store).flatMap(one => one.currencies)
  return beside(
    isNew && field('store', { options: codes(stores.map(one => one.store)), start: brought.store || draft.store }),
    field('currency', { options: codes([...new Set(sold)]), none: text('order.new.currency.ofStore') }),
    field('source', { start: 'phone' }),
  )
}

const draw = (drawing: Drawing, { field, rows }: FieldsOf<typeof SaveDraft>, drawn: Drawn): Html => {
  const { words, context } = drawing
  const { text } = words
  const { draft, methods, brought, isBrought } = drawn
  const isElsewhere = isFilled(context, Object.keys(draft.details), 'shipping') || brought['shipping.street'] !== ''
  const lines = rows(
    'lines',
    row => html`${row.field('sku', { pick: 'product', mono: true })}${row.field('quantity')}`,
    { legend: text('draft.line'), add: text('order.new.line.add') },
  )
  const ways = beside(
    field('delivery', { options: methods.deliveries }),
    field('payment', { options: methods.payments }),
  )
  return html`${isBrought && html`<span hidden data-brought></span>`}
${whoGroup(drawing, field, drawn)}${placeGroup(words, field, drawn)}${lines}
${addressGroup(words, field, 'billing', drawn)}
${folded(text('order.shipping.elsewhere'), isElsewhere, addressGroup(words, field, 'shipping', drawn))}
${group(text('order.new.ways'), hint(text('order.new.ways.hint')), ways)}
${group(text('field.comment'), field('comment', { rows: 2 }), field('reference'))}
${figuresGroup(words, draft.id, drawn.figures)}${placeButton(drawing, draft.id)}`
}

/** Sends itself as it is filled in, and says so. */
const savingItself = ({ text }: Words, id: string, form: Html): Html => {
  const said = {
    'data-autosave': true,
    'data-address': pathTo(SaveDraft.then, id),
    'data-saving': text('draft.saving'),
    'data-saved': text('draft.saved'),
    'data-unsaved': text('draft.unsaved', { why: '…why' }),
    'data-lost': text('draft.notReached'),
  }
  return html`<div${attrs(said)}>${form}<p class="quiet with-script" role="status" data-autosave-state></p></div>`
}

const readDrawn = async ({ words, context }: Drawing, draft: Filling, isBrought: boolean): Promise<Drawn> => {
  const asked = draft.customer ?? context.query.get('customer') ?? ''
  const [brought, stores, methods, figures] = await Promise.all([
    broughtBy(context, asked),
    openFor(context, SaveDraft.may),
    methodChoices(context),
    figuresOf({ words, context }, draft),
  ])
  const start = startOf(brought, draft)
  const options = countryChoices(words, countries)
  return { draft, asked, start, options, stores, methods, brought, isBrought, figures }
}

/** The whole draft as one form, from whom it is for to what it comes to. */
export const draftForm = async (asked: Drawing, draft: Filling): Promise<Html> => {
  const { words } = asked
  const { submitted } = asked.context
  const again = submitted?.draft && (await withCustomer(asked.context, submitted))
  const context = again === undefined ? asked.context : { ...asked.context, submitted: again }
  const drawing = { words, context }
  const drawn = await readDrawn(drawing, draft, again !== undefined)
  const { id, revision, store } = draft
  const isNew = revision === undefined
  const sent = {
    id,
    revision,
    recorded: isNew ? undefined : recordedOf(draft),
    values: { [BROUGHT_BY]: drawn.asked, ...(isNew ? {} : { store }) },
    isPart: true,
  }
  const form = await withPicks(context, picks =>
    formOf(words, context, SaveDraft, { ...sent, picks }, fields => draw(drawing, fields, drawn)),
  )
  return card({ title: words.text('draft.new'), body: savingItself(words, id, form) })
}
