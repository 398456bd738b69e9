import type { Page, PageContext, View } from '../../api/page.ts'
import type { Pasts } from '../../api/pasts.ts'
import type { AuditContext } from '../../api/special-pages.ts'
import { positionToken } from '../../eventstore/event-store.ts'
import type { Bound } from '../../projections/engine/build/as-of.ts'
import { badge } from '../components/badge.ts'
import { card } from '../components/card.ts'
import { textField } from '../components/field.ts'
import { commandButton, commandForm } from '../components/form.ts'
import { linkButton, pageHead } from '../components/page-head.ts'
import { type Column, dataTable } from '../components/table.ts'
import { moment } from '../components/time.ts'
import { type Html, html } from '../html.ts'
import { liveRegion } from '../kit/live-region.ts'
import { positionNumber } from '../operations/figures.ts'
import { formState } from '../submitted.ts'
import { type Words, wordsFor, zoneName } from '../words.ts'

type Listed = Awaited<ReturnType<Pasts['list']>>[number]

/** Which moment it is, as people say it. */
export const boundText = ({ text, format }: Words, bound: Bound): string =>
  'at' in bound
    ? format.exactly(bound.at)
    : text('asOf.moment.position', { position: positionNumber(positionToken(bound.position)) })

const stateText = ({ text }: Words, { asOf, job }: Listed): Html => {
  if (asOf.builtAt !== null) return badge(text('asOf.ready'), 'good')
  if (job === undefined) return badge(text('jobs.state.waiting'), 'neutral')
  if (job.state === 'failed') return html`${badge(text('jobs.state.failed'), 'bad')} ${job.error}`
  const stage = job.progress === null ? text(`jobs.state.${job.state}`) : text(`jobs.stage.${job.progress.stage}`)
  return badge(stage, job.state === 'running' ? 'info' : 'neutral')
}

const buttons = ({ text }: Words, { asOf }: Listed): Html => {
  const drop = commandButton({
    action: `/api/as-of/${asOf.id}/removal`,
    label: text('asOf.drop'),
    confirm: text('asOf.drop.confirm'),
  })
  const open = asOf.builtAt !== null && linkButton({ label: text('asOf.open'), href: `/as-of/${asOf.id}/` })
  return html`<div class="row-actions">${open}${drop}</div>`
}

const listCard = (words: Words, rows: readonly Listed[]): Html => {
  const { text } = words
  const columns: Column<Listed>[] = [
    { header: text('asOf.moment'), cell: ({ asOf }) => boundText(words, asOf.bound) },
    { header: text('asOf.state'), cell: row => stateText(words, row) },
    { header: text('jobs.asked'), cell: ({ asOf }) => moment(words, asOf.askedAt), quiet: true },
    { header: text('jobs.by'), cell: ({ asOf }) => asOf.askedBy, quiet: true },
    { header: text('asOf.expires'), cell: ({ asOf }) => moment(words, asOf.expiresAt), quiet: true },
    { header: text('jobs.actions'), cell: row => buttons(words, row) },
  ]
  const empty = { title: text('asOf.empty.title'), hint: text('asOf.empty.hint') }
  const body = dataTable(words, { caption: text('asOf.caption'), columns, rows, empty })
  return card({ title: text('asOf.list'), flush: true, body })
}

const askCard = (words: Words, context: PageContext): Html => {
  const { text } = words
  const form = formState(context, 'AskForAsOf')
  const at = textField({
    name: 'at',
    label: text('asOf.at'),
    hint: text('asOf.at.hint', { timeZone: zoneName(context.viewer.timeZone) }),
    placeholder: '2026-01-31T16:00',
    required: true,
    value: form.value('at'),
    ...form.error('at'),
  })
  const position = textField({
    name: 'position',
    label: text('asOf.position'),
    hint: text('asOf.position.hint'),
    inputMode: 'numeric',
    required: true,
    value: form.value('position'),
    ...form.error('position'),
  })
  const asked = (id: string, field: 'at' | 'position', fields: Html): Html =>
    commandForm(words, {
      id,
      action: '/api/as-of',
      commandId: context.newId(),
      fields,
      submit: text('asOf.build'),
      guard: false,
      ...(form.problem !== undefined && form.error(field).error !== undefined ? { problem: form.problem } : {}),
    })
  const byTime = card({ title: text('asOf.byTime'), body: asked('by-time', 'at', at) })
  const byPlace = card({ title: text('asOf.byPosition'), body: asked('by-position', 'position', position) })
  return html`<div class="detail"><div class="stack">${byTime}</div><div class="stack">${byPlace}</div></div>`
}

const view = async (context: AuditContext): Promise<View> => {
  const words = wordsFor(context.viewer, context.now)
  const title = words.text('asOf.title')
  const region = listCard(words, await context.pasts.list())
  const intro = html`<p class="quiet">${words.text('asOf.intro')}</p>`
  const body = html`${pageHead({ title })}${intro}<div class="stack">${askCard(words, context)}${liveRegion('/as-of', region)}</div>`
  return { title, body, region }
}

/** Shops of the past: which there are, and how to get another one. */
export const asOfPage: Page<AuditContext> = { path: '/as-of', may: 'audit:read', isLive: true, audited: 'view', view }
