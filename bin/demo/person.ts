import { type Region, regions } from './people.ts'
import type { Random } from './random.ts'

export type Address = { readonly street: string; readonly zip: string; readonly city: string }

/** Somebody who buys, registered or not. */
export type Person = {
  readonly region: Region
  readonly salutation: 'Mr' | 'Ms' | 'Dr'
  readonly firstName: string
  readonly lastName: string
  readonly company: string | undefined
  readonly email: string
  readonly phone: string | undefined
  readonly address: Address
}

const COMPANIES = 0.08

export const addressIn = (random: Random, { country, streets, cities }: Region): Address => {
  const [, zip = '', city = ''] = /^(\d+|[A-Z]+\d+ \d[A-Z]+) (.+)$/.exec(random.pick(cities)) ?? []
  const number = random.whole(1, 98)
  const street = random.pick(streets)
  return { street: country === 'GB' ? `${number} ${street}` : `${street} ${number}`, zip, city }
}

export const phoneIn = (random: Random, { phone }: Region) =>
  phone === undefined || random.chance(0.4) ? undefined : phone + String(random.whole(0, 999)).padStart(3, '0')

const letters: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss', ı: 'i' }
const plain = (name: string) =>
  name
    .toLowerCase()
    .replace(/[äöüßı]/g, letter => letters[letter] ?? letter)
    .replace(/[^a-z]/g, '')

/** Makes people; no two have the same e-mail address. */
export const peopleFrom = (random: Random): (() => Person) => {
  const taken = new Map<string, number>()
  const emailOf = (firstName: string, lastName: string) => {
    const name = `${plain(firstName)}.${plain(lastName)}`
    const before = taken.get(name) ?? 0
    taken.set(name, before + 1)
    return `${name}${before === 0 ? '' : before + 1}@${random.pick(['example.com', 'example.org'])}`
  }
  return () => {
    const region = random.weighted(regions, ({ share }) => share)
    const isWoman = random.chance(0.58)
    const firstName = random.pick(isWoman ? region.women : region.men)
    const lastName = random.pick(region.lastNames)
    const salutation = isWoman ? 'Ms' : 'Mr'
    return {
      region,
      salutation: random.chance(0.03) ? 'Dr' : salutation,
      firstName,
      lastName,
      company: random.chance(COMPANIES) ? random.pick(region.companies) : undefined,
      email: emailOf(firstName, lastName),
      phone: phoneIn(random, region),
      address: addressIn(random, region),
    }
  }
}

/** The fields of a customer's profile. */
export const profileOf = ({ salutation, firstName, lastName, company, phone }: Person) => ({
  salutation,
  firstName,
  lastName,
  ...(company === undefined ? {} : { company }),
  ...(phone === undefined ? {} : { phone }),
})
