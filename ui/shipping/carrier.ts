import { nameFor } from '../../api/content-locale.ts'
import type { Page, PageContext } from '../../api/page.ts'
import { carrierCommands, carriers } from '../../api/shipping/carrier.ts'
import { trackingUrlOf } from '../../domain/shipping/tracking-url.ts'
import { type CarrierRow, readCarrier } from '../../projections/shipping/carrier.ts'
import { readMethodsOf } from '../../projections/shipping/delivery-method-detail.ts'
import { badge } from '../components/badge.ts'
import { card } from '../components/card.ts'
import { notice } from '../components/notice.ts'
import { dataTable } from '../components/table.ts'
import { type Html, html } from '../html.ts'
import { commandLink, detailPage, editLink, factsOf } from '../kit/detail.ts'
import type { FieldsOf } from '../kit/fields.ts'
import { buttonOf } from '../kit/form.ts'
import { confirmPage, createPage, type Drawing, editPage } from '../kit/form-pages.ts'
import { valueName } from '../kit/labels.ts'
import { thingList } from '../kit/list.ts'
import { thingLink } from '../thing.ts'
import type { Words } from '../words.ts'

const { AddCarrier, EditCarrier, DeactivateCarrier, ActivateCarrier } = carrierCommands

const statusBadge = (words: Words, { status }: Pick<CarrierRow, 'status'>): Html =>
  badge(valueName(words, 'carrier', 'status', status), status === 'active' ? 'good' : 'neutral')

const list = thingList(carriers, {
  create: AddCarrier,
  columns: ['carrier', 'name', { name: 'status', cell: statusBadge, file: 'status' }, 'trackingUrl', 'changedAt'],
  onPhones: ['carrier', 'name', 'status'],
})

const fields = ({ field }: Pick<FieldsOf<typeof EditCarrier>, 'field'>): Html =>
  html`${field('name')}${field('trackingUrl', { mono: true })}`

const create = createPage(AddCarrier, { fields: drawn => html`${drawn.id({ mono: true })}${fields(drawn)}` })

const edit = editPage(EditCarrier, { read: ({ viewer, db }, id) => readCarrier(viewer, db, id), fields })

type WithMethods = CarrierRow & { readonly methods: Awaited<ReturnType<typeof readMethodsOf>> }

const readWithMethods = async ({ viewer, db }: PageContext, id: string): Promise<WithMethods | undefined> => {
  const [row, methods] = await Promise.all([readCarrier(viewer, db, id), readMethodsOf(viewer, db, id)])
  return row && { ...row, methods }
}

const deactivation = confirmPage(DeactivateCarrier, {
  read: async (context, id) => {
    const row = await readWithMethods(context, id)
    return row?.status === 'active' ? row : undefined
  },
  title: (words, { name }) => words.text('carrier.deactivating', { name }),
  understood: ({ text }) => text('carrier.deactivating.confirm'),
  consequences: (words, { methods }, { viewer }) => {
    const active = methods.filter(({ status }) => status === 'active')
    const links = active.map(
      ({ deliveryMethod, names }) =>
        html`<li>${thingLink(viewer, 'deliveryMethod', deliveryMethod, nameFor(names, viewer))}</li>`,
    )
    return notice({
      tone: 'warn',
      body: html`<p>${words.text('carrier.deactivating.hint')}</p>${
        active.length > 0 &&
        html`<p>${words.text('carrier.deactivating.methods', { count: active.length })}</p><ul>${links}</ul>`
      }`,
    })
  },
})

const methodsCard = ({ words, context: { viewer } }: Drawing, { methods }: WithMethods): Html =>
  card({
    title: words.text('carrier.methods'),
    flush: true,
    body: dataTable(words, {
      caption: words.text('carrier.methods.caption'),
      columns: [
        {
          header: words.text('thing.deliveryMethod'),
          cell: ({ deliveryMethod, names }) =>
            thingLink(viewer, 'deliveryMethod', deliveryMethod, nameFor(names, viewer)),
        },
        {
          header: words.text('field.status'),
          cell: ({ status }) =>
            badge(valueName(words, 'deliveryMethod', 'status', status), status === 'active' ? 'good' : 'neutral'),
        },
      ],
      rows: methods,
      empty: { title: words.text('carrier.methods.none'), hint: words.text('carrier.methods.none.hint') },
    }),
  })

/** A number as parcels have one. */
const EXAMPLE = '1234567890'

const trackingFacts = ({ text }: Words, { trackingUrl }: CarrierRow) => {
  if (trackingUrl === null) return ['trackingUrl'] as const
  const href = trackingUrlOf(trackingUrl, EXAMPLE)
  const label = text('carrier.example.link', { number: EXAMPLE })
  return [
    { name: 'trackingUrl', value: html`<span class="mono as-typed">${trackingUrl}</span>` },
    { name: 'example', value: html`<a href="${href}" rel="noreferrer">${label}</a>` },
  ]
}

const detail = detailPage(carriers, {
  read: readWithMethods,
  title: ({ name }) => name,
  badges: (row, { words }) => statusBadge(words, row),
  actions: (row, drawing) => {
    const { carrier: id, status, revision } = row
    const { words, context } = drawing
    const toggle =
      status === 'active'
        ? commandLink(drawing, DeactivateCarrier, id)
        : buttonOf(words, context, ActivateCarrier, { id, revision })
    return html`${toggle}${editLink(drawing, EditCarrier, id)}`
  },
  notices: ({ status }, { words: { text } }) =>
    status === 'inactive' && notice({ tone: 'warn', body: text('carrier.inactive') }),
  main: (row, drawing) => methodsCard(drawing, row),
  side: (row, { words }) =>
    card({
      title: words.text('carrier.facts'),
      body: factsOf(words, carriers, row, [...trackingFacts(words, row), 'changedAt']),
    }),
})

export const carrierPages: readonly Page[] = [list, create, edit, deactivation, detail]
