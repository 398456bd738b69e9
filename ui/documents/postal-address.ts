import type { OrderAddress } from '../../domain/orders/order-address.ts'
import type { Words } from '../words.ts'

/** There the postcode stands behind the city. */
const CITY_FIRST: ReadonlySet<string> = new Set('AU BR CA GB GG IE IM IN JE NZ US'.split(' '))

/** An address as it stands on a letter: without what is no part of it, and its country in capitals. */
export const postalLines = ({ format, locale }: Pick<Words, 'format' | 'locale'>, address: OrderAddress): string[] => {
  const { firstName, middleName, lastName, company, street, extra, poBox, zip, city, country } = address
  const place = CITY_FIRST.has(country) ? [city, zip] : [zip, city]
  const inOneLine = (...parts: readonly (string | undefined)[]) => parts.filter(part => part !== undefined).join(' ')
  return [
    inOneLine(firstName, middleName, lastName),
    company,
    street,
    extra,
    poBox,
    inOneLine(...place),
    format.country(country).toLocaleUpperCase(locale),
  ].filter(line => line !== undefined && line !== '') as string[]
}
