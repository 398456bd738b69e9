import { BEHIND_CAP, type GenerationStatus } from '../../projections/engine/run/status.ts'
import { badge, type Tone } from '../components/badge.ts'
import type { Column } from '../components/table.ts'
import { type Html, html } from '../html.ts'
import type { Words } from '../words.ts'

const STATE: Readonly<Record<GenerationStatus['state'], Tone>> = {
  active: 'good',
  building: 'info',
  failed: 'bad',
  retired: 'neutral',
}

/** Positions are zero-padded so that they sort as text; people read the number. */
export const positionNumber = (token: string): string => (token.split(/\D/)[0] ?? '').replace(/^0+(?=\d)/, '')

export const positionText = (token: string): Html =>
  html`<span class="mono" title="${token}">${positionNumber(token)}</span>`

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const

/** `12.4 MB`, in powers of 1,000. */
export const bytesText = ({ format }: Words, bytes: number): string => {
  const step = bytes < 1_000 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3))
  return `${format.number(Math.round((bytes / 1_000 ** step) * 10) / 10)} ${UNITS[step]}`
}

const behindText = ({ text, format }: Words, { eventsBehind }: GenerationStatus): string =>
  eventsBehind >= BEHIND_CAP ? text('projections.behind.more', { count: BEHIND_CAP - 1 }) : format.number(eventsBehind)

const parkedText = ({ text }: Words, { parkedEvents, parkedSequences }: GenerationStatus): Html => {
  const count = text('projections.parked.count', { events: parkedEvents, sequences: parkedSequences })
  return parkedEvents === 0 ? html`${count}` : badge(count, 'warn')
}

/** What there is to know of a generation. */
export const generationColumns = (words: Words): readonly Column<GenerationStatus>[] => {
  const { text, format } = words
  return [
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
    {
      header: text('projections.rate'),
      cell: ({ perSecond }) => (perSecond === null ? '–' : format.number(perSecond)),
      align: 'end',
    },
    { header: text('projections.size'), cell: ({ bytes }) => bytesText(words, bytes), align: 'end' },
    { header: text('projections.parked'), cell: row => parkedText(words, row) },
    { header: text('projections.error'), cell: ({ error }) => error },
  ]
}
