import { pathTo } from '../../api/commands.ts'
import { readCustomersById } from '../../projections/customers/customer-list.ts'
import { type FoundCustomer, findCustomers } from '../../projections/search.ts'
import { customerName } from '../customers/customer-name.ts'
import type { Words } from '../words.ts'
import { type Match, noteOf, type PickKind } from './match.ts'

const matchOf =
  (words: Words) =>
  (customer: FoundCustomer): Match => ({
    key: customer.id,
    label: customerName(words, customer),
    note: noteOf(customer.email, customer.reference),
    href: pathTo('/customers/:id', customer.id),
  })

/** Customers by name, e-mail address, number and id. The erased are found by nobody. */
export const customer: PickKind = {
  may: 'customer:read',
  isCalledByName: true,
  find: async (words, { viewer, db }, search) => {
    const { rows } = await findCustomers(viewer, db, search)
    return rows.filter(({ status }) => status === 'active').map(matchOf(words))
  },
  named: async (words, { viewer, db }, keys) => (await readCustomersById(viewer, db, keys)).map(matchOf(words)),
}
