import { taxRate } from '../shop/tax-rate.ts'
import { type Process, send } from './process.ts'

const give = (taxSet: string, rates: readonly string[]) => rates.map(id => send(taxRate, id, 'GiveTaxRate', { taxSet }))
const take = (taxSet: string, rates: readonly string[]) => rates.map(id => send(taxRate, id, 'TakeTaxRate', { taxSet }))

/** A tax rate knows which sets have it, so that it is not deleted under them. */
export const giveTaxRates: Process = {
  name: 'give-tax-rates',
  on: {
    TaxSetCreated: ({ id, data: { rates } }) => give(id, rates),
    TaxSetRatesSet: ({ id, data: { rates, removed } }) => [...give(id, rates), ...take(id, removed)],
    TaxSetDeleted: ({ id, data: { rates } }) => take(id, rates),
  },
}
