import type { Page } from '../../api/page.ts'
import { numberRangeCommands, numberRanges } from '../../api/shop/number-range.ts'
import { readOf } from '../../domain/viewer.ts'
import { type GivenNumber, readLastGiven } from '../../projections/shop/given-number.ts'
import { type ListedRange, readNumberRange } from '../../projections/shop/number-range.ts'
import { badge } from '../components/badge.ts'
import { card } from '../components/card.ts'
import { notice } from '../components/notice.ts'
import { dataTable } from '../components/table.ts'
import { moment } from '../components/time.ts'
import { type Html, html } from '../html.ts'
import { commandLink, detailPage, editLink, factsOf } from '../kit/detail.ts'
import { buttonOf, maySend } from '../kit/form.ts'
import type { Drawing } from '../kit/form-pages.ts'
import { valueName } from '../kit/labels.ts'
import { thingList } from '../kit/list.ts'
import { thingLink } from '../thing.ts'
import type { Words } from '../words.ts'
import { numberRangeForms } from './number-range-forms.ts'
import { documentOf, nextTextOf, rangeName } from './number-words.ts'
import { storesFor } from './store-options.ts'

const { OpenNumberRange, ChangeNumberRange, SetNextNumber, PauseNumberRange, ResumeNumberRange } = numberRangeCommands

const LAST_SHOWN = 10

const statusBadge = (words: Words, { status }: ListedRange): Html =>
  badge(valueName(words, 'numberRange', 'status', status), status === 'active' ? 'good' : 'neutral')

const list = thingList(numberRanges, {
  create: OpenNumberRange,
  columns: [
    { name: 'numberRange', cell: rangeName, file: 'numberRange' },
    { name: 'prefix', mono: true },
    { name: 'last', cell: (_, { last }) => last?.text, file: (_, { last }) => last?.text, mono: true },
    { name: 'status', cell: statusBadge, file: 'status' },
    'changedAt',
  ],
  onPhones: ['numberRange', 'last', 'status'],
  options: { store: storesFor(readOf.numberRange) },
})

/** The last numbers with what has them, newest first. */
const givenCard = ({ words, context: { viewer } }: Drawing, { kind, given }: ListedRange & Given): Html => {
  const { text } = words
  return card({
    title: text('numberRange.given'),
    flush: true,
    body: dataTable<GivenNumber>(words, {
      caption: text('numberRange.given.caption'),
      columns: [
        {
          header: text('field.number'),
          cell: ({ text: number, document }) =>
            html`<span class="mono">${thingLink(viewer, documentOf[kind], document, number)}</span>`,
          names: true,
        },
        { header: text('field.givenAt'), cell: ({ givenAt }) => moment(words, givenAt), quiet: true },
      ],
      rows: given,
      empty: { title: text('numberRange.given.none'), hint: text('numberRange.given.none.hint') },
    }),
  })
}
type Given = { readonly given: readonly GivenNumber[] }

const toggle = ({ words, context }: Drawing, { numberRange: id, status, revision, store }: ListedRange) => {
  const route = status === 'active' ? PauseNumberRange : ResumeNumberRange
  return maySend(context, route, store) && buttonOf(words, context, route, { id, revision })
}

const detail = detailPage(numberRanges, {
  read: async ({ viewer, db }, id) => {
    const range = await readNumberRange(viewer, db, id)
    return range && { ...range, given: await readLastGiven(viewer, db, id, LAST_SHOWN) }
  },
  title: (range, { words }) => rangeName(words, range),
  badges: (range, { words }) => statusBadge(words, range),
  actions: (range, drawing) => {
    const { numberRange: id, store } = range
    return html`${toggle(drawing, range)}${commandLink(drawing, SetNextNumber, id, { store })}${maySend(drawing.context, ChangeNumberRange, store) && editLink(drawing, ChangeNumberRange, id)}`
  },
  notices: ({ status }, { words: { text } }) =>
    status === 'paused' && notice({ tone: 'info', body: text('numberRange.paused.notice') }),
  main: (range, drawing) => givenCard(drawing, range),
  side: (range, { words, context }) =>
    card({
      title: words.text('numberRange.facts'),
      body: factsOf(words, numberRanges, range, [
        { name: 'nextText', value: html`<span class="mono">${nextTextOf(words, range, context.now)}</span>` },
        { name: 'prefix', value: range.prefix ?? words.text('numberRange.noPrefix') },
        'width',
        'next',
        'openedAt',
        'changedAt',
      ]),
    }),
})

export const numberRangePages: readonly Page[] = [list, ...numberRangeForms, detail]
