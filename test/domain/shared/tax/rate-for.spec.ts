import { describe, expect, it } from 'vitest'
import { AskedPercentage } from '../../../../domain/shared/tax/percentage.ts'
import { clashing, rateFor, type SetRate } from '../../../../domain/shared/tax/rate-for.ts'
import { isReverseCharge } from '../../../../domain/shared/tax/reverse-charge.ts'

const rate = (country: string, percentage: string, over: Partial<SetRate> = {}): SetRate => ({
  country,
  region: null,
  percentage,
  validFrom: null,
  validTo: null,
  ...over,
})

// Germany taxed at 16 % in the second half of 2020; Switzerland raised its rate with 2024.
const until2020 = rate('DE', '19', { validTo: '2020-06-30' })
const lowered = rate('DE', '16', { validFrom: '2020-07-01', validTo: '2020-12-31' })
const again = rate('DE', '19', { validFrom: '2021-01-01' })
const swiss = rate('CH', '8.1', { validFrom: '2024-01-01' })
const spain = rate('ES', '21')
const canaries = rate('ES', '7', { region: 'Canarias' })
const set = [until2020, lowered, again, swiss, spain, canaries]

describe('the rate of a set', () => {
  it.each([
    ['DE', '2020-06-30', until2020],
    ['DE', '2020-07-01', lowered],
    ['DE', '2020-12-31', lowered],
    ['DE', '2021-01-01', again],
    ['CH', '2023-12-31', undefined],
    ['CH', '2024-01-01', swiss],
    ['FR', '2024-01-01', undefined],
  ])('in %s on %s is the one that is valid there on that day, both ends included', (country, on, found) =>
    expect(rateFor(set, country, null, on)).toBe(found),
  )

  it('is that of the region where it has one, else that of the country', () => {
    expect(rateFor(set, 'ES', 'canarias', '2026-01-01')).toBe(canaries)
    expect(rateFor(set, 'ES', 'Madrid', '2026-01-01')).toBe(spain)
    expect(rateFor([canaries], 'ES', null, '2026-01-01')).toBeUndefined()
  })

  it('is one at a time: two that would be valid together are found', () => {
    expect(clashing(set)).toBeUndefined()
    expect(clashing([...set, rate('ES', '10')])).toEqual([spain, rate('ES', '10')])
    const late = rate('DE', '17', { validFrom: '2020-12-31', validTo: '2020-12-31' })
    expect(clashing([...set, late])).toEqual([lowered, late])
    expect(clashing([canaries, rate('ES', '3', { region: 'CANARIAS' })])).toBeDefined()
    expect(clashing([canaries, rate('ES', '4', { region: 'Ceuta' })])).toBeUndefined()
  })
})

describe('a percentage', () => {
  it.each([
    ['19', '19'],
    ['19.00', '19'],
    [' 8.10 ', '8.1'],
    ['14.975', '14.975'],
    ['0', '0'],
    ['0.0001', '0.0001'],
    ['100', '100'],
    ['100.0', '100'],
    ['10', '10'],
  ])('typed as “%s” is %s', (typed, percentage) => expect(AskedPercentage.parse(typed)).toBe(percentage))

  it.each(['888', '100.1', '-1', '019', '1.23456', '7,5', '', '1e1', '.5', '5.'])('is not “%s”', typed =>
    expect(AskedPercentage.safeParse(typed).success).toBe(false),
  )
})

describe('the buyer owes the tax', () => {
  const from = 'DE'
  it.each([
    [{ from, to: 'FR', vatId: 'FR12345678901' }, true],
    [{ from, to: 'GR', vatId: 'EL123456789' }, true],
    [{ from, to: 'FR', vatId: 'at u12345678' }, true],
    [{ from, to: 'FR' }, false],
    [{ from, to: 'FR', vatId: 'DE123456789' }, false],
    [{ from, to: 'DE', vatId: 'FR12345678901' }, false],
    [{ from, to: 'CH', vatId: 'CHE123456789' }, false],
    [{ from, to: 'GB', vatId: 'GB123456789' }, false],
    [{ from: 'GB', to: 'FR', vatId: 'FR12345678901' }, false],
    [{ from, to: 'IE', vatId: 'XI123456789' }, false],
  ])('for %o: %s', (delivery, owes) => expect(isReverseCharge(delivery)).toBe(owes))
})
