import { describe, it } from 'vitest'
import { taxRate } from '../../../domain/shop/tax-rate.ts'
import { given } from '../../support/given.ts'

const id = '0197a3f1-0000-7000-8000-00000000000a'
const claimed = { claimed: { 'tax-rate': 'tax-rate.5f' } }
const otherwise = { claimed: { 'tax-rate': 'tax-rate.9d' } }
const data = { name: 'Standard', country: 'DE', region: null, percentage: '19', validFrom: '2021-01-01', validTo: null }
const created = { type: 'TaxRateCreated' as const, data: { ...data, nameClaim: 'tax-rate.5f' } }
const inSet = { type: 'TaxRateGiven' as const, data: { taxSet: 'goods' } }
const outOfSet = { type: 'TaxRateTaken' as const, data: { taxSet: 'goods' } }
const gone = { type: 'TaxRateDeleted' as const, data: { released: 'tax-rate.5f' } }
const edit = (fields: object) => ({ type: 'EditTaxRate' as const, data: { ...data, ...fields } })
const remove = { type: 'DeleteTaxRate' as const, data: {} }

describe('creating a tax rate', () => {
  const create = (fields: object = {}) => ({ type: 'CreateTaxRate' as const, data: { ...data, ...fields } })
  it('says how much, where and when', () => given(taxRate, id).when(create(), claimed).then(created))
  it('spells a rate in one way, and names a country by its code', () =>
    given(taxRate, id)
      .when(create({ percentage: '19.00', country: 'Germany' }), claimed)
      .then(created))
  it('is of a region where it says so', () =>
    given(taxRate, id)
      .when(create({ country: 'ES', region: ' Canarias ' }), claimed)
      .then({ ...created, data: { ...created.data, country: 'ES', region: 'Canarias' } }))
  it('is refused where there is one, or was', () => {
    given(taxRate, id, created).when(create(), claimed).thenRejected('TaxRateExists', 'id')
    given(taxRate, id, created, gone).when(create(), claimed).thenRejected('TaxRateExists', 'id')
  })
  it('is refused when it ends before it starts, and may be for a day', () => {
    given(taxRate, id)
      .when(create({ validTo: '2020-12-31' }), claimed)
      .thenRejected('TaxRateEndsBeforeStart', 'validTo')
    given(taxRate, id)
      .when(create({ validTo: '2021-01-01' }), claimed)
      .then({ ...created, data: { ...created.data, validTo: '2021-01-01' } })
  })
  it('is refused under another id than a UUID', () =>
    given(taxRate, 'standard').when(create(), claimed).thenRejected('TaxIdMalformed', 'id'))
})

describe('editing a tax rate', () => {
  it('says what becomes another', () =>
    given(taxRate, id, created)
      .when(edit({ name: 'Regular', percentage: '19.5', validTo: '2026-12-31' }), otherwise)
      .then(
        {
          type: 'TaxRateCorrected',
          data: {
            name: 'Regular',
            country: 'DE',
            region: null,
            percentage: '19.5',
            nameClaim: 'tax-rate.9d',
            released: 'tax-rate.5f',
          },
        },
        { type: 'TaxRateValiditySet', data: { validFrom: '2021-01-01', validTo: '2026-12-31' } },
      ))
  it('does nothing when it is so already', () => given(taxRate, id, created).when(edit({}), claimed).thenNothing())
  it('is refused when it would end before it starts', () =>
    given(taxRate, id, created)
      .when(edit({ validTo: '2020-01-01' }), claimed)
      .thenRejected('TaxRateEndsBeforeStart', 'validTo'))
  it.each([
    [{ country: 'AT' }, 'country'],
    [{ region: 'Helgoland' }, 'region'],
    [{ validFrom: '2020-12-31' }, 'validFrom'],
    [{ validFrom: null }, 'validFrom'],
  ])('makes it valid nowhere else while a set has it: not %o', (fields, field) => {
    given(taxRate, id, created, inSet).when(edit(fields), otherwise).thenRejected('TaxRateHeldBySets', field)
  })
  it('makes it valid no longer while a set has it', () => {
    const ended = { type: 'TaxRateValiditySet' as const, data: { validFrom: '2021-01-01', validTo: '2026-12-31' } }
    for (const validTo of ['2027-01-01', null])
      given(taxRate, id, created, inSet, ended)
        .when(edit({ validTo }), claimed)
        .thenRejected('TaxRateHeldBySets', 'validTo')
  })
  it('may end it, and correct it, while a set has it', () =>
    given(taxRate, id, created, inSet)
      .when(edit({ validFrom: '2021-02-01', validTo: '2026-12-31' }), claimed)
      .then({ type: 'TaxRateValiditySet', data: { validFrom: '2021-02-01', validTo: '2026-12-31' } }))
  it('is free again once no set has it', () =>
    given(taxRate, id, created, inSet, outOfSet)
      .when(edit({ validFrom: null }), claimed)
      .then({ type: 'TaxRateValiditySet', data: { validFrom: null, validTo: null } }))
  it('needs the rate', () => {
    given(taxRate, id).when(edit({}), claimed).thenRejected('TaxRateUnknown')
    given(taxRate, id, created, gone).when(edit({}), claimed).thenRejected('TaxRateUnknown')
  })
})

describe('a rate in a set', () => {
  const give = { type: 'GiveTaxRate' as const, data: { taxSet: 'goods' } }
  const take = { type: 'TakeTaxRate' as const, data: { taxSet: 'goods' } }
  it('is told once', () => {
    given(taxRate, id, created).when(give).then(inSet)
    given(taxRate, id, created, inSet).when(give).thenNothing()
  })
  it('is taken out once', () => {
    given(taxRate, id, created, inSet).when(take).then(outOfSet)
    given(taxRate, id, created).when(take).thenNothing()
  })
  it('is none that there is no more', () => {
    given(taxRate, id, created, gone).when(give).thenNothing()
    given(taxRate, id).when(take).thenNothing()
  })
})

describe('deleting a tax rate', () => {
  it('gives its name up', () => given(taxRate, id, created).when(remove).then(gone))
  it('is done once', () => given(taxRate, id, created, gone).when(remove).thenNothing())
  it('is refused while a set has it', () => {
    given(taxRate, id, created, inSet).when(remove).thenRejected('TaxRateInUse')
    given(taxRate, id, created, inSet, outOfSet).when(remove).then(gone)
  })
  it('needs the rate', () => given(taxRate, id).when(remove).thenRejected('TaxRateUnknown'))
})
