import { numberRange } from '../../domain/shop/number-range.ts'
import { numberPlace } from '../../domain/shop/numbering.ts'
import { numberRangeList, readNumberRangeRecord, readNumberRanges } from '../../projections/shop/number-range.ts'
import type { Aggregate } from '../aggregate.ts'
import { commandRoutes } from '../commands.ts'

const detail = '/number-ranges/:id'

/** The store is in the id of a new one. */
const storeIn = (_: unknown, id: string): readonly string[] => {
  const store = numberPlace(id)?.store
  return store === undefined ? [] : [store]
}

export const numberRangeCommands = commandRoutes(numberRange, {
  OpenNumberRange: { path: '/number-ranges', form: '/number-ranges/new', then: detail, stores: storeIn },
  ChangeNumberRange: { path: detail, form: `${detail}/edit`, then: detail },
  SetNextNumber: { path: `${detail}/next`, form: `${detail}/next`, then: detail },
  PauseNumberRange: { path: `${detail}/pause`, form: detail, then: detail },
  ResumeNumberRange: { path: `${detail}/resumption`, form: detail, then: detail },
})

export const numberRanges = {
  decider: numberRange,
  path: '/number-ranges',
  may: 'numberRange:read',
  commands: numberRangeCommands,
  list: { definition: numberRangeList, read: readNumberRanges },
  read: readNumberRangeRecord,
} satisfies Aggregate
