import { taxSet } from '../../domain/shop/tax-set.ts'
import { readTaxSetRecord, readTaxSets, taxSetList } from '../../projections/shop/tax-set.ts'
import type { Aggregate } from '../aggregate.ts'
import { commandRoutes, INTERNAL } from '../commands.ts'

const detail = '/tax-sets/:id'

export const taxSetCommands = commandRoutes(taxSet, {
  CreateTaxSet: { path: '/tax-sets', form: '/tax-sets/new', then: detail },
  EditTaxSet: { path: detail, form: `${detail}/edit`, then: detail },
  // They follow from what is taxed by it.
  UseTaxSet: INTERNAL,
  LeaveTaxSet: INTERNAL,
  DeleteTaxSet: { path: `${detail}/deletion`, form: `${detail}/deletion`, then: '/tax-sets' },
})

export const taxSets = {
  decider: taxSet,
  path: '/tax-sets',
  may: 'taxSet:read',
  commands: taxSetCommands,
  list: { definition: taxSetList, read: readTaxSets },
  read: readTaxSetRecord,
} satisfies Aggregate
