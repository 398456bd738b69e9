import { coded } from './shared/country.ts'
import { FIRST_LANGUAGE } from './shared/locale.ts'

type Data = Readonly<Record<string, unknown>>

/** The stores there were before stores were things of the shop, by the zones that their days were counted in. */
const foundingZones: Readonly<Record<string, string>> = { DE: 'Europe/Berlin', UK: 'Europe/London' }

/** Countries were texts once: one that names a country becomes its code, any other stays. */
const countryByCode = (data: Data): Data =>
  typeof data['country'] === 'string' ? { ...data, country: coded(data['country']) } : data

/** Descriptions were in one language once, that of the shop. */
const describedInOne = ({ description, ...rest }: Data): Data => ({
  ...rest,
  descriptions: description === '' ? {} : { [FIRST_LANGUAGE]: description },
})

/**
 * Before there were processes an order was placed, and nothing became of it. One that names a country was recorded from
 * elsewhere, where it had ended; any other waits for stock until somebody asks for it.
 */
const begun = (data: Data): Data => ({
  ...data,
  process: 'no-payment-1',
  state: data['country'] === undefined ? 'backordered' : 'closed',
})

/**
 * Per event type: how data of an older schema becomes data of the next one. A personal part is passed on as it is,
 * because it may still be sealed.
 */
export const upcasters: Readonly<Record<string, Readonly<Record<number, (data: Data) => Data>>>> = {
  // Schema 1 knew gross prices only, as one amount.
  PriceChanged: { 1: ({ amount, ...rest }) => ({ ...rest, price: { gross: amount } }) },
  CategoryDescribed: { 1: describedInOne },
  ProductDescribed: { 1: describedInOne },
  // Schema 1 left the time zone of a store to the code.
  OrderPlaced: {
    1: data => countryByCode({ ...data, timeZone: foundingZones[String(data['store'])] ?? 'UTC' }),
    2: begun,
  },
  CustomerRegistered: { 1: countryByCode },
  CustomerRecorded: { 1: countryByCode },
  CustomerAddressAdded: { 1: countryByCode },
  CustomerAddressChanged: { 1: countryByCode },
  ReturnRecorded: { 1: countryByCode },
}

/** The schema that new events of a type are written with: 1 until the type has been changed. */
export const currentSchema = (type: string): number => 1 + Object.keys(upcasters[type] ?? {}).length

/**
 * Event data as today's schema has it.
 * @param schema the version it was written with.
 * @throws Error when it was written by a later version of Daybook, or a step is missing.
 */
export const upcast = <D extends Data>(type: string, schema: number, data: D): D => {
  const current = currentSchema(type)
  if (schema > current)
    throw new Error(`${type} of schema ${schema} is newer than this Daybook, which knows ${current}`)
  let upcasted: Data = data
  for (let version = schema; version < current; version += 1) {
    const step = upcasters[type]?.[version]
    if (step === undefined) throw new Error(`${type} has no upcaster from schema ${version}`)
    upcasted = step(upcasted)
  }
  // JSON in, JSON out: the caller's kind of JSON is kept, which the compiler can not see through the steps.
  return upcasted as D
}
