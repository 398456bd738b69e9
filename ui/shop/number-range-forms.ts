import type { Page, PageContext } from '../../api/page.ts'
import { numberRangeCommands } from '../../api/shop/number-range.ts'
import { numberedKinds, rangeId } from '../../domain/shop/numbering.ts'
import { readNumberRange, readRangeIds } from '../../projections/shop/number-range.ts'
import type { Option } from '../components/filter-bar.ts'
import { notice } from '../components/notice.ts'
import { type Html, html } from '../html.ts'
import type { FieldsOf } from '../kit/fields.ts'
import { createPage, editPage } from '../kit/form-pages.ts'
import { wordsFor } from '../words.ts'
import { nextOf, rangeName } from './number-words.ts'
import { openFor } from './store-options.ts'

const { OpenNumberRange, ChangeNumberRange, SetNextNumber } = numberRangeCommands

/** What has no range yet, in the stores where the viewer may open one. */
const choices = async (context: PageContext): Promise<Option[]> => {
  const { viewer, db, now } = context
  const [stores, taken] = await Promise.all([openFor(context, OpenNumberRange.may), readRangeIds(viewer, db)])
  const words = wordsFor(viewer, now)
  const places = stores.flatMap(({ store }) => numberedKinds.map(kind => ({ store, kind })))
  return places
    .filter(place => !taken.includes(rangeId(place)))
    .map(place => ({ value: rangeId(place), label: rangeName(words, place) }))
}

const formatFields = ({ field }: Pick<FieldsOf<typeof ChangeNumberRange>, 'field'>): Html =>
  html`<div class="fields">${field('prefix')}${field('width', { start: '5' })}</div>`

const create = createPage(OpenNumberRange, {
  load: choices,
  fields: (drawn, options, { words: { text }, context }) =>
    html`${
      options.length === 0 && notice({ tone: 'info', body: text('numberRange.allOpen') })
    }${drawn.id({ options, start: context.query.get('id') ?? undefined })}${formatFields(drawn)}${drawn.field('next', { start: '1' })}`,
})

const named = async ({ viewer, db, now }: PageContext, id: string) => {
  const range = await readNumberRange(viewer, db, id)
  return range && { ...range, name: rangeName(wordsFor(viewer, now), range) }
}

const edit = editPage(ChangeNumberRange, { read: named, fields: drawn => formatFields(drawn) })

const next = editPage(SetNextNumber, {
  read: async (context, id) => {
    const range = await named(context, id)
    return range && { ...range, next: nextOf(range) }
  },
  title: ({ text }, { name }) => text('numberRange.settingNext', { name }),
  fields: ({ field }) => field('next'),
})

export const numberRangeForms: readonly Page[] = [create, edit, next]
