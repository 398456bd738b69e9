import type { Page, View } from '../../api/page.ts'
import type { OperationsContext } from '../../api/special-pages.ts'
import type { GenerationStatus } from '../../projections/engine/run/status.ts'
import { card } from '../components/card.ts'
import { commandButton } from '../components/form.ts'
import { pageHead } from '../components/page-head.ts'
import { dataTable } from '../components/table.ts'
import { type Html, html } from '../html.ts'
import { liveRegion } from '../kit/live-region.ts'
import { type Words, wordsFor } from '../words.ts'
import { comparisonCard } from './comparison.ts'
import { generationColumns } from './figures.ts'
import { jobsCard } from './jobs.ts'
import { parkedCard } from './parked.ts'

/** The way back to the generation that was read before, for those who may, while there is one. */
const rollBack = ({ text }: Words, model: string, generations: readonly GenerationStatus[]): Html | undefined => {
  const kept = generations.findLast(({ state }) => state === 'retired')
  if (kept === undefined) return undefined
  return commandButton({
    action: `/api/projections/${model}/jobs`,
    label: text('projections.rollBack'),
    confirm: text('projections.rollBack.confirm', { model, generation: kept.generation }),
    values: { kind: 'roll back' },
  })
}

type GenerationsCard = {
  readonly model: string
  readonly rows: readonly GenerationStatus[]
  readonly isOperable: boolean
}

const generationsCard = (words: Words, { model, rows, isOperable }: GenerationsCard): Html => {
  const { text } = words
  const back = isOperable ? rollBack(words, model, rows) : undefined
  const [version, generation, ...rest] = generationColumns(words)
  const columns = [generation, version, ...rest].filter(column => column !== undefined)
  const caption = text('projections.of', { model })
  const empty = { title: text('projections.empty.title'), hint: text('projections.empty.hint') }
  return card({
    title: text('projections.generation.list'),
    ...(back === undefined ? {} : { aside: back }),
    flush: true,
    body: dataTable(words, { caption, columns, rows, empty }),
  })
}

const actions = ({ text }: Words, model: string): Html => {
  const action = `/api/projections/${model}/jobs`
  const compare = commandButton({ action, label: text('projections.dryRun'), values: { kind: 'dry run' } })
  const rebuild = commandButton({
    action,
    label: text('projections.rebuild'),
    kind: 'primary',
    confirm: text('projections.rebuild.confirm', { model }),
    values: { kind: 'rebuild' },
  })
  return html`${compare}${rebuild}`
}

const view = async ({
  viewer,
  now,
  params,
  readSideStatus,
  operator,
}: OperationsContext): Promise<View | undefined> => {
  const { model = '' } = params
  if (!operator.models.includes(model)) return undefined
  const words = wordsFor(viewer, now)
  const [status, jobs, allParked] = await Promise.all([readSideStatus(), operator.jobs(model), operator.parked()])
  const generations = status.generations.filter(one => one.model === model)
  const parked = allParked.filter(one => one.model === model)
  const isOperable = viewer.may.has('operations:write')
  const compared = jobs.find(({ comparison }) => comparison !== null)?.comparison
  const region = html`${generationsCard(words, { model, rows: generations, isOperable })}${jobsCard(words, { jobs, now, isOperable })}${compared != null && comparisonCard(words, compared)}${parkedCard(words, { parked, model, isOperable })}`
  const head = pageHead({
    title: model,
    meta: html`<a href="/projections">${words.text('projections.list')}</a>`,
    ...(isOperable ? { actions: actions(words, model) } : {}),
  })
  return { title: model, body: html`${head}${liveRegion(`/projections/${model}`, region)}`, region }
}

/** One read model: its generations, what was done to it, what of it differs, and what of it is parked. */
export const projectionPage: Page<OperationsContext> = {
  path: '/projections/:model',
  may: 'operations:read',
  isWhole: true,
  isLive: true,
  view,
}
