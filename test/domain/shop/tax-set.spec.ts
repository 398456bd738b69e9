import { describe, it } from 'vitest'
import { type KeptRate, keptTaxRate } from '../../../domain/shop/tax-rate.ts'
import { taxSet } from '../../../domain/shop/tax-set.ts'
import { given } from '../../support/given.ts'

const id = '0197a3f1-0000-7000-8000-00000000000b'
const always = { region: null, validFrom: null, validTo: null }
const there: Readonly<Record<string, KeptRate>> = {
  german: { name: 'Standard', country: 'DE', percentage: '19', ...always },
  reduced: { name: 'Reduced', country: 'DE', percentage: '7', ...always },
  swiss: { name: 'Standard', country: 'CH', percentage: '8.1', ...always, validFrom: '2024-01-01' },
  formerSwiss: { name: 'Standard', country: 'CH', percentage: '7.7', ...always, validTo: '2023-12-31' },
}
const facts = ['german', 'reduced', 'swiss', 'formerSwiss', 'gone'].map(it => [keptTaxRate, it, there[it]] as const)
const known = { claimed: { 'tax-set-name': 'tax-set-name.5f' }, facts }
const renamed = { claimed: { 'tax-set-name': 'tax-set-name.9d' }, facts }
const data = { name: 'Goods', rates: ['german', 'swiss'] }
const created = { type: 'TaxSetCreated' as const, data: { ...data, nameClaim: 'tax-set-name.5f' } }
const used = { type: 'TaxSetUsed' as const, data: { by: 'product-LAMP' } }
const left = { type: 'TaxSetLeft' as const, data: { by: 'product-LAMP' } }
const gone = { type: 'TaxSetDeleted' as const, data: { released: 'tax-set-name.5f', rates: ['german', 'swiss'] } }
const edit = (fields: object) => ({ type: 'EditTaxSet' as const, data: { ...data, ...fields } })

describe('creating a tax set', () => {
  const create = (fields: object = {}) => ({ type: 'CreateTaxSet' as const, data: { ...data, ...fields } })
  it('gives it rates, each once', () => {
    given(taxSet, id).when(create(), known).then(created)
    given(taxSet, id)
      .when(create({ rates: ['swiss', 'german', 'swiss'] }), known)
      .then(created)
  })
  it('may have rates that follow each other', () =>
    given(taxSet, id)
      .when(create({ rates: ['swiss', 'formerSwiss'] }), known)
      .then({ ...created, data: { ...created.data, rates: ['formerSwiss', 'swiss'] } }))
  it('is refused with two rates that would be valid at the same time', () =>
    given(taxSet, id)
      .when(create({ rates: ['german', 'reduced'] }), known)
      .thenRejected('TaxRatesClash', 'rates'))
  it('is refused with a rate that there is not', () =>
    given(taxSet, id)
      .when(create({ rates: ['german', 'gone'] }), known)
      .thenRejected('TaxRateNotThere', 'rates'))
  it('is refused where there is one, or was', () => {
    given(taxSet, id, created).when(create(), known).thenRejected('TaxSetExists', 'id')
    given(taxSet, id, created, gone).when(create(), known).thenRejected('TaxSetExists', 'id')
  })
  it('is refused under another id than a UUID', () =>
    given(taxSet, 'goods').when(create(), known).thenRejected('TaxIdMalformed', 'id'))
})

describe('editing a tax set', () => {
  it('says what becomes another', () =>
    given(taxSet, id, created)
      .when(edit({ name: 'Lamps', rates: ['reduced'] }), renamed)
      .then(
        { type: 'TaxSetRenamed', data: { name: 'Lamps', nameClaim: 'tax-set-name.9d', released: 'tax-set-name.5f' } },
        { type: 'TaxSetRatesSet', data: { rates: ['reduced'], removed: ['german', 'swiss'] } },
      ))
  it('does nothing when it is so already', () =>
    given(taxSet, id, created)
      .when(edit({ rates: ['swiss', 'german'] }), known)
      .thenNothing())
  it('is refused with another rate for the same place and time', () =>
    given(taxSet, id, created)
      .when(edit({ rates: ['german', 'reduced'] }), known)
      .thenRejected('TaxRatesClash', 'rates'))
  it('keeps a rate that has gone since, and adds none that is not there', () => {
    const withGone = { ...created, data: { ...created.data, rates: ['gone'] } }
    given(taxSet, id, withGone)
      .when(edit({ rates: ['gone', 'german'] }), known)
      .then({ type: 'TaxSetRatesSet', data: { rates: ['german', 'gone'], removed: [] } })
    given(taxSet, id, created)
      .when(edit({ rates: ['gone', 'german'] }), known)
      .thenRejected('TaxRateNotThere', 'rates')
  })
  it('needs the set', () => {
    given(taxSet, id).when(edit({}), known).thenRejected('TaxSetUnknown')
    given(taxSet, id, created, gone).when(edit({}), known).thenRejected('TaxSetUnknown')
  })
})

describe('what is taxed by a set', () => {
  const use = { type: 'UseTaxSet' as const, data: { by: 'product-LAMP' } }
  const leave = { type: 'LeaveTaxSet' as const, data: { by: 'product-LAMP' } }
  it('is noted once', () => {
    given(taxSet, id, created).when(use).then(used)
    given(taxSet, id, created, used).when(use).thenNothing()
  })
  it('leaves once', () => {
    given(taxSet, id, created, used).when(leave).then(left)
    given(taxSet, id, created).when(leave).thenNothing()
  })
  it('is nothing to a set that there is no more', () => {
    given(taxSet, id, created, gone).when(use).thenNothing()
    given(taxSet, id).when(leave).thenNothing()
  })
})

describe('deleting a tax set', () => {
  const remove = { type: 'DeleteTaxSet' as const, data: {} }
  it('gives its name and its rates up', () => given(taxSet, id, created).when(remove).then(gone))
  it('is done once', () => given(taxSet, id, created, gone).when(remove).thenNothing())
  it('is refused while something is taxed by it', () => {
    given(taxSet, id, created, used).when(remove).thenRejected('TaxSetInUse')
    given(taxSet, id, created, used, left).when(remove).then(gone)
  })
  it('needs the set', () => given(taxSet, id).when(remove).thenRejected('TaxSetUnknown'))
})
