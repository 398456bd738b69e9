import { v7 } from 'uuid'
import { expect } from 'vitest'
import { customer } from '../../../domain/customers/customer.ts'
import type { AnyDecider } from '../../../domain/decider.ts'
import { order } from '../../../domain/orders/order.ts'
import type { TestServer } from '../../support/server.ts'

/** Fields of the registration form, all filled in unless told otherwise. */
export const registration = (over: Record<string, string> = {}) => ({
  id: v7(),
  salutation: 'Ms',
  firstName: 'Grace',
  lastName: 'Hopper',
  email: 'grace@example.com',
  phone: '',
  company: '',
  store: 'UK',
  locale: 'en',
  country: 'GB',
  ...over,
})

/** Registers somebody through the form and answers the id. */
export const register = async (server: TestServer, over: Record<string, string> = {}): Promise<string> => {
  const fields = registration({ email: `${v7()}@example.com`, ...over })
  expect((await server.submit('/api/customers', fields)).status).toBe(303)
  return fields.id
}

/** Fields of the address form. */
export const address = (over: Record<string, string> = {}) => ({
  address: v7(),
  salutation: '',
  firstName: 'Grace',
  lastName: 'Hopper',
  phone: '',
  company: '',
  street: '12 Mill Lane',
  street2: '',
  zip: 'YO1 7PR',
  city: 'York',
  country: 'GB',
  comment: '',
  ...over,
})

const recorded = async ({ shop }: TestServer, decider: AnyDecider, id: string, type: string, data: object) => {
  const actor = { id: 'import', kind: 'import' } as const
  const at = new Date('2010-12-01T08:26:00Z')
  const command = { decider, id, type, data, commandId: v7(), actor, origin: 'import', at } as const
  expect(await shop.execute(command)).toMatchObject({ kind: 'done' })
}

/** A customer as an import brings one: a number and a country. */
export const recordCustomer = (server: TestServer, id: string, country: string) =>
  recorded(server, customer, id, 'RecordCustomer', { country })

/** An imported order over two of something at that price. */
export const recordOrder = (
  server: TestServer,
  { id, of, currency = 'GBP', unitPrice = '4.00' }: { id: string; of: string; currency?: string; unitPrice?: string },
) => {
  const line = { kind: 'product', sku: 'MUG', name: 'Mug', quantity: 2, unitPrice }
  const data = { store: 'UK', currency, country: 'GB', customer: of, placedOn: '2010-12-01', lines: [line] }
  return recorded(server, order, id, 'RecordOrder', data)
}
