import { pathTo } from '../../api/commands.ts'
import { draftCommands } from '../../api/orders/draft.ts'
import type { PageContext } from '../../api/page.ts'
import { countries } from '../../domain/shared/country.ts'
import { card } from '../components/card.ts'
import { beside, folded, group, hint } from '../components/field-groups.ts'
import { sending } from '../components/form.ts'
import { countryChoices } from '../customers/country-options.ts'
import { attrs, type Html, html } from '../html.ts'
import { codes } from '../kit/control.ts'
import type { FieldsOf } from '../kit/fields.ts'
import { formOf } from '../kit/form.ts'
import type { Drawing } from '../kit/form-pages.ts'
import { withPicks } from '../kit/picks.ts'
import { openFor } from '../shop/store-options.ts'
import type { Words } from '../words.ts'
import { addressGroup, type Book } from './draft-addresses.ts'
import { type Filling, figuresGroup, figuresOf } from './draft-figures.ts'
import { methodChoices } from './order-choices.ts'
import { BROUGHT_BY, type Brought, bookOf, broughtBy, customerIn, withBook } from './order-customer.ts'

const { SaveDraft, PlaceDraft } = draftCommands

type Field = FieldsOf<typeof SaveDraft>['field']

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

/** What a customer brings is filled in until something of it is recorded: what is blank then was left so. */
const startOf = (brought: Brought, { details }: Filling) => {
  const isBrought = Object.keys(details).some(path => path in brought)
  return (path: keyof Brought) => (isBrought ? '' : brought[path])
}

const isFilled = ({ submitted }: PageContext, recorded: readonly string[], of: string): boolean => {
  const isOf = (path: string) => path.startsWith(of)
  return (
    recorded.some(isOf) ||
    Object.entries(submitted?.fields ?? {}).some(([path, value]) => isOf(path) && value !== '') ||
    (submitted?.problem?.errors ?? []).some(({ field }) => isOf(field))
  )
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
  return html`<button class="button primary" name="place" formaction="${action}"${attrs(sent)}${sending(words)} data-places>${words.text('do.PlaceDraft')}</button>`
}

/** What the fields of the form are drawn with. */
type Drawn = Book & {
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

const placeGroup = ({ text }: Words, field: Field, { draft, stores, brought }: Drawn): Html => {
  const isNew = draft.revision === undefined
  // A draft stays with its store: where there are several, it begins at none that nobody chose.
  const [first, ...others] = stores
  const only = others.length === 0 ? (first?.store ?? '') : ''
  const sold = stores.filter(one => isNew || one.store === draft.store).flatMap(one => one.currencies)
  return beside(
    field('store', {
      options: codes(isNew ? stores.map(one => one.store) : [draft.store]),
      start: brought.store || only,
    }),
    field('currency', { options: codes([...new Set(sold)]), none: text('order.new.currency.ofStore') }),
    field('source', { start: 'phone' }),
  )
}

const whoGroup = ({ words, context }: Drawing, field: Field, drawn: Drawn): Html => {
  const { text } = words
  const { draft, asked, start } = drawn
  const filled = Object.keys(draft.details)
  const autofocus = draft.revision === undefined && context.submitted === undefined
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
    field('customer', { pick: 'customer', brings: true, start: asked, autofocus }),
    placeGroup(words, field, drawn),
    folded(
      text('field.newCustomer'),
      isFilled(context, filled, 'newCustomer'),
      html`${hint(text('draft.newCustomer.hint'))}${newcomer}`,
    ),
    folded(text('order.contact'), isFilled(context, filled, 'contact'), contact),
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
${whoGroup(drawing, field, drawn)}${lines}
${addressGroup(words, field, 'billing', drawn)}
${folded(text('order.shipping.elsewhere'), isElsewhere, addressGroup(words, field, 'shipping', drawn))}
${group(text('order.new.ways'), hint(text('order.new.ways.hint')), ways)}
${group(text('field.comment'), field('comment', { rows: 2 }), field('reference'))}
${figuresGroup(words, draft.id, drawn.figures)}`
}

/** Sends itself as it is filled in, and says so. */
const savingItself = ({ text }: Words, { id, revision }: Filling, form: Html): Html => {
  const said = {
    'data-autosave': true,
    'data-address': pathTo(SaveDraft.then, id),
    'data-saving': text('draft.saving'),
    'data-saved': text('draft.saved'),
    'data-unsaved': text('draft.unsaved', { why: '…why' }),
    'data-lost': text('draft.notReached'),
    ...(revision === undefined ? { 'data-needs': 'store', 'data-needed': text('draft.needsStore') } : {}),
  }
  return html`<div${attrs(said)}>${form}<p class="quiet with-script" role="status" data-autosave-state></p></div>`
}

const readDrawn = async ({ words, context }: Drawing, draft: Filling, isBrought: boolean): Promise<Drawn> => {
  const asked = draft.customer ?? context.query.get('customer') ?? ''
  const [brought, book, stores, methods, figures] = await Promise.all([
    broughtBy(context, asked),
    bookOf(context, customerIn(context, asked)),
    openFor(context, SaveDraft.may),
    methodChoices(context),
    figuresOf({ words, context }, draft),
  ])
  const start = startOf(brought, draft)
  const options = countryChoices(words, countries)
  const opened = context.submitted?.draft?.kind === 'fill' ? context.submitted.draft.path : undefined
  return { draft, asked, start, options, stores, methods, brought, book, opened, isBrought, figures }
}

/** The whole draft as one form, from whom it is for to what it comes to. */
export const draftForm = async (asked: Drawing, draft: Filling): Promise<Html> => {
  const { words } = asked
  const { submitted } = asked.context
  const again = submitted?.draft && (await withBook(asked.context, submitted))
  const context = again === undefined ? asked.context : { ...asked.context, submitted: again }
  const drawing = { words, context }
  const drawn = await readDrawn(drawing, draft, again !== undefined)
  const { id, revision } = draft
  const isNew = revision === undefined
  const sent = {
    id,
    revision,
    recorded: isNew ? undefined : recordedOf(draft),
    values: { [BROUGHT_BY]: drawn.asked },
    isPart: true,
    first: placeButton(drawing, id),
  }
  const form = await withPicks(context, picks =>
    formOf(words, context, SaveDraft, { ...sent, picks }, fields => draw(drawing, fields, drawn)),
  )
  return card({ title: words.text('draft.new'), body: savingItself(words, draft, form) })
}
