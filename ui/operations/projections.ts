import type { Page, View } from '../../api/page.ts'
import { BEHIND_CAP, type GenerationStatus, type ReadSideStatus } from '../../projections/engine/status.ts'
import { badge, type Tone } from '../components/badge.ts'
import { card, definitions } from '../components/card.ts'
import { pageHead } from '../components/page-head.ts'
import { type Column, dataTable } from '../components/table.ts'
import { ago } from '../components/time.ts'
import { type Html, html } from '../html.ts'
import { type Words, wordsFor } from '../words.ts'

const STATE: Readonly<Record<GenerationStatus['state'], Tone>> = {
  active: 'good',
  building: 'info',
  failed: 'bad',
  retired: 'neutral',
}

/** Positions are zero-padded so that they sort as text; people read the number. */
const positionText = (token: string): Html =>
  html`<span class="mono" title="${token}">${(token.split(/\D/)[0] ?? '').replace(/^0+(?=\d)/, '')}</span>`

const behindText = ({ text, format }: Words, { eventsBehind }: GenerationStatus): string =>
  eventsBehind >= BEHIND_CAP ? text('projections.behind.more', { count: BEHIND_CAP - 1 }) : format.number(eventsBehind)

const parkedText = ({ text }: Words, { parkedEvents, parkedSequences }: GenerationStatus): Html => {
  const count = text('projections.parked.count', { events: parkedEvents, sequences: parkedSequences })
  return parkedEvents === 0 ? html`${count}` : badge(count, 'warn')
}

const columns = (words: Words): Column<GenerationStatus>[] => {
  const { text, format } = words
  return [
    { header: text('projections.model'), cell: ({ model }) => model, mono: true },
    { header: text('projections.version'), cell: ({ version }) => version, align: 'end' },
    { header: text('projections.generation'), cell: ({ generation }) => generation, align: 'end' },
    {
      header: text('projections.state'),
      cell: ({ state }) => badge(text(`projections.state.${state}`), STATE[state]),
    },
    { header: text('projections.position'), cell: ({ position }) => positionText(position), align: 'end' },
    { header: text('projections.behind'), cell: row => behindText(words, row), align: 'end' },
    {
      header: text('projections.seconds'),
      cell: ({ secondsBehind }) => format.number(Math.round(secondsBehind)),
      align: 'end',
    },
    { header: text('projections.parked'), cell: row => parkedText(words, row) },
    { header: text('projections.error'), cell: ({ error }) => error },
  ]
}

const roleText = ({ text }: Words, { process }: ReadSideStatus): string =>
  process.role === 'refused'
    ? text('projections.role.refused', { reason: process.reason })
    : text(`projections.role.${process.role}`)

const readSideCard = (words: Words, status: ReadSideStatus): Html => {
  const { text, format } = words
  const { leader, head } = status
  const lease =
    leader === undefined
      ? []
      : [
          { term: text('projections.epoch'), value: format.number(Number(leader.epoch)) },
          { term: text('projections.lease'), value: ago(words, leader.expiresAt) },
        ]
  return card({
    title: text('projections.readSide'),
    body: definitions([
      { term: text('projections.process'), value: roleText(words, status) },
      {
        term: text('projections.leader'),
        value: leader === undefined ? text('projections.noLeader') : html`<span class="mono">${leader.owner}</span>`,
      },
      ...lease,
      { term: text('projections.head'), value: positionText(head) },
    ]),
  })
}

/** Every generation of every read model: how far it is, and what is wrong with it. */
export const projectionsPage: Page = {
  path: '/projections',
  may: 'operations:read',
  view: async (context): Promise<View> => {
    const words = wordsFor(context.viewer, context.now)
    const { text } = words
    const status = await context.readSideStatus()
    const title = text('projections.list')
    const table = dataTable(words, {
      caption: text('projections.generations'),
      columns: columns(words),
      rows: status.generations,
      empty: { title: text('projections.empty.title'), hint: text('projections.empty.hint') },
    })
    const body = html`${pageHead({ title })}<div class="stack">${card({ title: text('projections.models'), flush: true, body: table })}${readSideCard(words, status)}</div>`
    return { title, nav: 'projections', body }
  },
}
