import type { Count } from '../../projections/engine/list/list-count.ts'
import type { Words } from '../words.ts'

/** A count in words; one that was not counted to the end says so. */
export const countText = ({ text, format }: Words, { count, capped }: Count): string =>
  capped ? text('dashboard.atLeast', { count: format.number(count) }) : format.number(count)
