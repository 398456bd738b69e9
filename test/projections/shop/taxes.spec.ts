import { describe, expect, it } from 'vitest'
import { foldStream } from '../../../projections/engine/fold/stream.ts'
import { taxRates } from '../../../projections/shop/tax-rate.ts'
import { taxSets } from '../../../projections/shop/tax-set.ts'
import { happened, on } from '../../support/projections.ts'

describe('a tax rate', () => {
  const data = { name: 'Standard', country: 'DE', region: null, percentage: '19', validFrom: null, validTo: null }
  const created = { type: 'TaxRateCreated' as const, data: { ...data, nameClaim: 'r.1' } }

  it('is as it was corrected, with the sets that have it; another stays as it was', () => {
    const corrected = { name: 'Canaries', country: 'ES', region: 'Canarias', percentage: '7', nameClaim: 'r.2' }
    const log = happened(
      on('taxRate-other', created, { type: 'TaxRateGiven', data: { taxSet: 's' } }),
      on(
        'taxRate-one',
        created,
        { type: 'TaxRateCorrected', data: { ...corrected, released: 'r.1' } },
        { type: 'TaxRateValiditySet', data: { validFrom: '2026-01-01', validTo: '2026-12-31' } },
        { type: 'TaxRateGiven', data: { taxSet: 's' } },
        { type: 'TaxRateGiven', data: { taxSet: 't' } },
        { type: 'TaxRateTaken', data: { taxSet: 's' } },
      ),
    )
    const rows = foldStream(taxRates, log)
    expect(rows.tax_rate).toMatchObject([
      { taxRate: 'other', ...data, revision: 1 },
      { taxRate: 'one', name: 'Canaries', country: 'ES', region: 'Canarias', percentage: '7', revision: 5 },
    ])
    expect(rows.tax_rate).toMatchObject([{ validFrom: null }, { validFrom: '2026-01-01', validTo: '2026-12-31' }])
    expect(rows.tax_rate_given).toMatchObject([
      { taxRate: 'other', taxSet: 's' },
      { taxRate: 'one', taxSet: 't' },
    ])
  })

  it('is gone when it is deleted', () => {
    const log = happened(on('taxRate-one', created, { type: 'TaxRateDeleted', data: { released: 'r.1' } }))
    expect(foldStream(taxRates, log).tax_rate).toEqual([])
  })
})

describe('a tax set', () => {
  const created = { type: 'TaxSetCreated' as const, data: { name: 'Goods', nameClaim: 's.1', rates: ['a', 'b'] } }

  it('has its rates, and how much is taxed by it; another stays as it was', () => {
    const log = happened(
      on('taxSet-other', created, { type: 'TaxSetUsed', data: { by: 'product-MUG' } }),
      on(
        'taxSet-one',
        created,
        { type: 'TaxSetRenamed', data: { name: 'Lamps', nameClaim: 's.2', released: 's.1' } },
        { type: 'TaxSetRatesSet', data: { rates: ['b', 'c'], removed: ['a'] } },
        { type: 'TaxSetUsed', data: { by: 'product-LAMP' } },
        { type: 'TaxSetUsed', data: { by: 'product-MUG' } },
        { type: 'TaxSetLeft', data: { by: 'product-MUG' } },
      ),
    )
    expect(foldStream(taxSets, log).tax_set).toMatchObject([
      { taxSet: 'other', name: 'Goods', rates: ['a', 'b'], uses: 1, revision: 1 },
      { taxSet: 'one', name: 'Lamps', rates: ['b', 'c'], uses: 1, revision: 5 },
    ])
  })

  it('is gone when it is deleted', () => {
    const deleted = { type: 'TaxSetDeleted' as const, data: { released: 's.1', rates: ['a', 'b'] } }
    expect(foldStream(taxSets, happened(on('taxSet-one', created, deleted))).tax_set).toEqual([])
  })
})
