import type { Told } from '../../api/orders/advance/actions.ts'
import { badge, type Tone } from '../components/badge.ts'
import { type Html, html } from '../html.ts'

/** What became of a row of many steps. */
export type RowOutcome = Omit<Told, 'place'> & { readonly id: string }

const TONES: Readonly<Record<string, Tone>> = {
  done: 'good',
  nothing: 'neutral',
  known: 'neutral',
  left: 'neutral',
  refused: 'bad',
}

/** As the answer to a table of steps tells it in one field for each row; undefined where it tells nothing. */
export const outcomeIn = (field: string): RowOutcome | undefined => {
  const [outcome = '', id = '', said = '', ...why] = field.split(':')
  return outcome === '' ? undefined : { outcome, id, said, why: why.join(':') }
}

/** In a word, and why. */
export const outcomeBadge = ({ outcome, said, why }: Pick<RowOutcome, 'outcome' | 'said' | 'why'>): Html =>
  html`${badge(said, TONES[outcome] ?? 'warn')} ${why}`
