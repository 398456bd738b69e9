import { taxRate } from '../../domain/shop/tax-rate.ts'
import { readTaxRate, readTaxRateList, taxRateList } from '../../projections/shop/tax-rate.ts'
import type { Aggregate } from '../aggregate.ts'
import { commandRoutes, INTERNAL } from '../commands.ts'

const detail = '/tax-rates/:id'

export const taxRateCommands = commandRoutes(taxRate, {
  CreateTaxRate: { path: '/tax-rates', form: '/tax-rates/new', then: detail },
  EditTaxRate: { path: detail, form: `${detail}/edit`, then: detail },
  // They follow from what a tax set is given.
  GiveTaxRate: INTERNAL,
  TakeTaxRate: INTERNAL,
  DeleteTaxRate: { path: `${detail}/deletion`, form: `${detail}/deletion`, then: '/tax-rates' },
})

export const taxRates = {
  decider: taxRate,
  path: '/tax-rates',
  may: 'taxRate:read',
  commands: taxRateCommands,
  list: { definition: taxRateList, read: readTaxRateList },
  read: readTaxRate,
} satisfies Aggregate
