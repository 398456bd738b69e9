import { customer } from '../../domain/customers/customer.ts'
import { after, DAY, MINUTE, officeMoment, SECOND } from './calendar.ts'
import type { Period, Step } from './command.ts'
import { type Address, addressIn, type Person, phoneIn, profileOf } from './person.ts'
import type { Random } from './random.ts'

/** A registered customer and what becomes of them. */
export type Shopper = Person & {
  readonly id: string
  readonly registered: Date
  readonly moved: { readonly at: Date; readonly address: Address } | null
  readonly erased: Date | null
  /** How often they come back, against others. */
  readonly loyalty: number
}

const MOVED = 0.05
const ERASED = 6

/** Who registered when, in order. `idOf` gives the id of the n-th customer. */
export const shoppersOf = (
  random: Random,
  makePerson: () => Person,
  registrations: readonly Date[],
  { until, idOf }: { readonly until: Date; readonly idOf: (index: number) => string },
): Shopper[] => {
  const ranks = random.shuffled([...registrations.keys()])
  const settled = registrations.flatMap((at, index) => (at < after(until, -90 * DAY) ? [index] : []))
  const leaving = new Set(random.shuffled(settled).slice(0, ERASED))
  return registrations.map((registered, index) => {
    const person = makePerson()
    const later = { from: after(registered, 30 * DAY), until }
    const isMoving = later.from < until && random.chance(MOVED)
    return {
      ...person,
      id: idOf(index),
      registered,
      moved: isMoving ? { at: officeMoment(random, later), address: addressIn(random, person.region) } : null,
      erased: leaving.has(index) ? officeMoment(random, later) : null,
      loyalty: 1 / ((ranks[index] ?? 0) + 12),
    }
  })
}

const notes = {
  de: [
    'Bittet um Lieferung nach 17 Uhr.',
    'Sammelbesteller: Rechnung immer an die Buchhaltung.',
    'Hat am Telefon nach einem Mengenrabatt gefragt.',
    'Sehr zufrieden mit dem letzten Umtausch.',
  ],
  en: [
    'Prefers delivery after 5 pm.',
    'Orders for the whole office; invoice to accounts.',
    'Asked on the phone about a discount for larger quantities.',
    'Very happy with the last exchange.',
  ],
  fr: ['Souhaite être livrée après 17 heures.', 'Très contente du dernier échange.'],
  it: ['Chiede la consegna dopo le 17.', 'Molto soddisfatta dell’ultimo cambio.'],
}
const secondHomes = {
  de: { comment: 'Bitte beim Nachbarn abgeben', street2: 'Hinterhaus' },
  en: { comment: 'Please leave with the neighbours', street2: 'Flat 2' },
  fr: { comment: 'À déposer chez les voisins', street2: '2e étage' },
  it: { comment: 'Lasciare ai vicini', street2: '2° piano' },
}

const step = ({ id }: Shopper, type: keyof typeof customer.commands, data: unknown, at: Date): Step => ({
  category: customer.category,
  id,
  type,
  data,
  at,
})

/** A form of the shopper's address book. */
const addressForm = ({ firstName, lastName, company, region: { country } }: Shopper, id: string, address: Address) => ({
  address: id,
  country,
  firstName,
  lastName,
  ...(company === undefined ? {} : { company }),
  ...address,
})

const registration = (shopper: Shopper, address: string): Step[] => {
  const { email, registered } = shopper
  const { locale, store, country } = shopper.region
  const data = { ...profileOf(shopper), email, locale, store, country }
  const home = addressForm(shopper, address, shopper.address)
  return [
    step(shopper, 'RegisterCustomer', data, registered),
    step(shopper, 'AddAddress', home, after(registered, 2 * MINUTE)),
  ]
}

type Naming = (name: string) => string

/** A second address, to which the parcels go from now on. */
const withSecondAddress = (random: Random, shopper: Shopper, later: Period, idOf: Naming): Step[] => {
  const { region } = shopper
  const address = idOf('second')
  const added = officeMoment(random, later)
  const form = { ...addressForm(shopper, address, addressIn(random, region)), ...secondHomes[region.locale] }
  return [
    step(shopper, 'AddAddress', form, added),
    step(shopper, 'SetDefaultShippingAddress', { address }, after(added, 20 * SECOND)),
  ]
}

/** What some customers change, and what the office notes about them. */
const changes = (random: Random, shopper: Shopper, until: Date, idOf: Naming): Step[] => {
  const { region, moved, phone: _old, ...person } = shopper
  const later = { from: after(shopper.registered, 5 * MINUTE), until }
  const profile = () => profileOf({ ...person, region, phone: phoneIn(random, region) })
  const note = () => ({ text: random.pick(notes[region.locale]) })
  const home = moved === null ? shopper.address : moved.address
  return [
    ...(moved === null ? [] : [step(shopper, 'EditAddress', addressForm(shopper, idOf('home'), home), moved.at)]),
    ...(random.chance(0.13) ? withSecondAddress(random, shopper, later, idOf) : []),
    ...(region.phone !== undefined && random.chance(0.1)
      ? [step(shopper, 'EditProfile', profile(), officeMoment(random, later))]
      : []),
    ...(random.chance(0.1) ? [step(shopper, 'AddNote', note(), officeMoment(random, later))] : []),
  ]
}

/** Everything that happens to the customers; nothing follows an erasure. `idOf` gives the id of an address. */
export const shopperSteps = (
  random: Random,
  shoppers: readonly Shopper[],
  { until, idOf }: { readonly until: Date; readonly idOf: Naming },
): Step[] =>
  shoppers.flatMap(shopper => {
    const addressId = (name: string) => idOf(`${shopper.id}/${name}`)
    const { erased } = shopper
    const steps = [...registration(shopper, addressId('home')), ...changes(random, shopper, until, addressId)]
    if (erased === null) return steps
    return [...steps.filter(({ at }) => at < erased), step(shopper, 'EraseCustomer', {}, erased)]
  })
