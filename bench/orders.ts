import { recordFoundingStores } from '../bin/ensure-stores.ts'
import type { Shop } from '../bin/open-shop.ts'
import { recorder } from '../bin/record.ts'
import { thenProject } from '../bin/then-project.ts'
import { localDate } from '../domain/shared/local-time.ts'

type Orders = {
  readonly orders: number
  readonly linesPerOrder: number
  /** When the last one was placed; they are spread over the two years before. */
  readonly until: Date
}

const IN_FLIGHT = 128
const ORDERS_PER_CUSTOMER = 50
const SPAN_MS = 2 * 365 * 24 * 60 * 60 * 1000

const places = {
  UK: { store: 'UK', currency: 'GBP', timeZone: 'Europe/London' },
  DE: { store: 'DE', currency: 'EUR', timeZone: 'Europe/Berlin' },
}

/** Stores take turns; `number` counts from 0. */
const orderAt = (number: number, { orders, linesPerOrder, until }: Orders) => {
  const at = new Date(until.getTime() - Math.floor(((orders - number) / orders) * SPAN_MS))
  const { store, currency, timeZone } = number % 2 === 0 ? places.UK : places.DE
  const lines = Array.from({ length: linesPerOrder }, (_, line) => {
    const product = (number * 7 + line * 13) % 4000
    const price = `${1 + (product % 40)}.${10 + (product % 90)}`
    return {
      kind: 'product',
      sku: `SKU-${product}`,
      name: `Product ${product}`,
      quantity: 1 + (line % 5),
      unitPrice: price,
    }
  })
  const country = store === 'UK' ? 'GB' : 'DE'
  const customer = customerOf(Math.floor(number / ORDERS_PER_CUSTOMER))
  return { at, data: { store, currency, country, customer, placedOn: localDate(at, timeZone), lines } }
}

const customerOf = (number: number) => String(10_000 + number)

/** The id of the n-th generated order, from 0. */
export const orderId = (number: number): string => String(500_000 + number)

const inParallel = async <Item>(items: Iterator<Item, void>, work: (item: Item) => Promise<void>): Promise<void> => {
  const worker = async () => {
    for (let item = items.next(); item.done !== true; item = items.next()) await work(item.value)
  }
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker))
}

function* commandsFor(wanted: Orders) {
  for (let number = 0; number < wanted.orders; number += 1) {
    const { at, data } = orderAt(number, wanted)
    if (number % ORDERS_PER_CUSTOMER === 0)
      yield { category: 'customer', id: data.customer, type: 'RecordCustomer', data: { country: data.country }, at }
    yield { category: 'order', id: orderId(number), type: 'RecordOrder', data, at }
  }
}

/** Records orders through the decider, with a customer for every fifty, and returns when the pages can show them. */
export const recordOrders = async (shop: Shop, wanted: Orders): Promise<void> => {
  const send = recorder(shop.execute, 'import', { id: 'bench', kind: 'import' })
  await recordFoundingStores(shop.execute)
  await thenProject(shop, () =>
    inParallel(commandsFor(wanted), async command => {
      const answer = await send({ ...command, key: `bench/${command.category}/${command.id}` })
      if (answer !== 'stored') throw new Error(`${command.type} ${command.id} was not stored`)
    }),
  )
}
