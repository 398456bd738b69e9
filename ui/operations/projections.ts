import type { Page, View } from '../../api/page.ts'
import type { OperationsContext } from '../../api/special-pages.ts'
import type { Leader } from '../../projections/engine/run/lease.ts'
import type { ReadSideStatus } from '../../projections/engine/run/status.ts'
import { badge } from '../components/badge.ts'
import { card, definitions } from '../components/card.ts'
import { commandButton } from '../components/form.ts'
import { pageHead } from '../components/page-head.ts'
import { dataTable } from '../components/table.ts'
import { ago } from '../components/time.ts'
import { type Html, html } from '../html.ts'
import { liveRegion } from '../kit/live-region.ts'
import { sealNotice } from '../seal-notice.ts'
import { type Words, wordsFor } from '../words.ts'
import { generationColumns, positionText } from './figures.ts'
import { jobsCard } from './jobs.ts'

const roleText = ({ text }: Words, { process }: ReadSideStatus): string =>
  process.role === 'refused'
    ? text('projections.role.refused', { reason: process.reason })
    : text(`projections.role.${process.role}`)

const readSideCard = (words: Words, status: ReadSideStatus): Html => {
  const { text } = words
  const { leaders, head } = status
  const nobody = { term: text('projections.leader'), value: text('projections.noLeader') }
  return card({
    title: text('projections.readSide'),
    body: definitions([
      { term: text('projections.process'), value: roleText(words, status) },
      ...(leaders.length === 0 ? [nobody] : leaders.flatMap(leader => leaderRows(words, leader, leaders.length > 1))),
      { term: text('projections.head'), value: positionText(head) },
    ]),
  })
}

/** What each projects is said only where releases run side by side. */
const leaderRows = (words: Words, { owner, epoch, expiresAt, models }: Leader, isOneOfSeveral: boolean) => {
  const { text, format } = words
  const what = isOneOfSeveral && html`<br>${models.join(', ')}`
  return [
    { term: text('projections.leader'), value: html`<span class="mono">${owner}</span>${what}` },
    { term: text('projections.epoch'), value: format.number(Number(epoch)) },
    { term: text('projections.lease'), value: ago(words, expiresAt) },
  ]
}

/** Nothing can be decided on these any more, and only a backup of the event store brings them back. */
const cutsCard = (words: Words, { cuts }: ReadSideStatus): Html | false => {
  const { text } = words
  if (cuts.length === 0) return false
  const body = dataTable(words, {
    caption: text('projections.cuts'),
    columns: [
      { header: text('projections.cut.stream'), cell: ({ stream }) => stream, mono: true },
      { header: text('projections.cut.why'), cell: ({ why }) => badge(text(`projections.cut.${why}`), 'bad') },
    ],
    rows: cuts,
    empty: { title: text('projections.empty.title'), hint: text('projections.empty.hint') },
  })
  return card({ title: text('projections.cuts'), flush: true, body })
}

const modelsCard = (words: Words, { generations }: ReadSideStatus): Html => {
  const { text } = words
  const table = dataTable(words, {
    caption: text('projections.generations'),
    columns: [
      { header: text('projections.model'), cell: ({ model }) => model, mono: true },
      ...generationColumns(words),
    ],
    // What is kept for a rollback is on the page of its read model.
    rows: generations.filter(({ state }) => state !== 'retired'),
    href: ({ model }) => `/projections/${model}`,
    empty: { title: text('projections.empty.title'), hint: text('projections.empty.hint') },
  })
  return card({ title: text('projections.models'), flush: true, body: table })
}

const rebuildAll = ({ text }: Words): Html =>
  commandButton({
    action: '/api/projection-jobs',
    label: text('projections.rebuildAll'),
    confirm: text('projections.rebuildAll.confirm'),
    values: { kind: 'rebuild' },
  })

const view = async ({ viewer, now, readSideStatus, operator, auditing }: OperationsContext): Promise<View> => {
  const words = wordsFor(viewer, now)
  const [status, jobs, seals] = await Promise.all([readSideStatus(), operator.jobs(), auditing.sealStatus()])
  const isOperable = viewer.may.has('operations:write')
  const title = words.text('projections.list')
  const region = html`${sealNotice(words, seals)}${cutsCard(words, status)}${modelsCard(words, status)}${jobsCard(words, { jobs, now, isOperable })}${readSideCard(words, status)}`
  const head = pageHead({ title, ...(isOperable ? { actions: rebuildAll(words) } : {}) })
  return { title, body: html`${head}${liveRegion('/projections', region)}`, region }
}

/** Every read model: how far it is, what is wrong with it, and what operators do about it. */
export const projectionsPage: Page<OperationsContext> = {
  path: '/projections',
  may: 'operations:read',
  isWhole: true,
  isLive: true,
  view,
}
