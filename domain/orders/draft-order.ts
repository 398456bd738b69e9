import { type Rejection, reject, rejectAll } from '../decider.ts'
import type { AskedOrder } from './decisions/asked-order.ts'
import { type Details, groupIn } from './draft-details.ts'
import type { KnownDraft } from './draft-state.ts'

const NEEDED = {
  billing: ['firstName', 'lastName', 'street', 'city', 'country'],
  shipping: ['firstName', 'lastName', 'street', 'city', 'country'],
  contact: ['name'],
  newCustomer: ['firstName', 'lastName', 'email'],
} as const
type Group = keyof typeof NEEDED

/** An address; without a name it is that of whoever is registered with the order. */
const groupOf = (details: Details, group: Group) => {
  const found = groupIn(details, group)
  const newcomer = groupIn(details, 'newCustomer')
  if (found === undefined || newcomer === undefined || (group !== 'billing' && group !== 'shipping')) return found
  const { firstName, lastName } = newcomer
  const isNamed = 'firstName' in found || 'lastName' in found
  return isNamed ? found : { ...found, ...(firstName && { firstName }), ...(lastName && { lastName }) }
}

const unfinished = (details: Details): Rejection[] =>
  Object.entries(NEEDED).flatMap(([group, fields]) => {
    const found = groupOf(details, group as Group)
    return found === undefined
      ? []
      : fields
          .filter(field => Reflect.get(found, field) === undefined)
          .map(field => reject('invalid', 'DraftFieldMissing', {}, `${group}.${field}`))
  })

/** What a draft still needs before it can be an order, whatever the shop says to it. */
export const lacking = ({ lines, details, customer }: KnownDraft): Rejection | undefined =>
  rejectAll([
    ...(customer !== null && groupIn(details, 'newCustomer') !== undefined
      ? [reject('invalid', 'DraftCustomerTwice', {}, 'newCustomer.email')]
      : []),
    ...(lines.length === 0 ? [reject('invalid', 'DraftWithoutLines', {}, 'lines')] : []),
    ...unfinished(details),
  ])

/** The order that a draft is to be, complete as it is: what was filled in was held to the schemas of the same fields. */
export const orderOf = (draft: KnownDraft): AskedOrder => {
  const { store, currency, customer, source, delivery, payment, lines, details } = draft
  const { comment, reference } = details
  const given = Object.entries({
    source,
    delivery,
    payment,
    comment,
    reference,
    billing: groupOf(details, 'billing'),
    shipping: groupOf(details, 'shipping'),
    contact: groupOf(details, 'contact'),
  }).filter(([, value]) => value !== undefined && value !== null)
  return {
    store,
    currency,
    customer,
    lines: lines.map(({ sku, quantity, unitPrice, reason }) => ({
      sku,
      quantity,
      ...(unitPrice === undefined ? {} : { unitPrice, reason }),
    })),
    ...(Object.fromEntries(given) as Partial<AskedOrder>),
  }
}
