import { randomUUID } from 'node:crypto'
import type { Shop } from '../bin/open-shop.ts'
import type { Append, JsonObject, NewEvent } from '../eventstore/event-store.ts'
import { seal } from '../eventstore/vault/seal.ts'
import { orderId } from './orders.ts'

/** Events an order has in the end: placed, named, talked about, cut, returned. */
export const EVENTS_PER_ORDER = 10
const CUSTOMERS = 5_000
const AT_ONCE = 500
const SPAN_MS = 2 * 365 * 24 * 60 * 60 * 1000

type Step = { readonly type: string; readonly data: JsonObject }

const priceOf = (product: number) => `${1 + (product % 40)}.${10 + (product % 90)}`

const placed = (number: number, at: Date): Step => {
  const lines = [1, 2].map(line => {
    const product = (number * 7 + line * 13) % 4_000
    const [sku, name, unitPrice] = [`SKU-${product}`, `Product ${product}`, priceOf(product)]
    return { line, kind: 'product', sku, name, quantity: 6, unitPrice, total: 6 * Math.round(Number(unitPrice) * 100) }
  })
  const customer = `${10_000 + (number % CUSTOMERS)}`
  const name = `Customer ${customer}`
  const value = { name, email: `${customer}@example.org`, phone: '+44 20 7946 0000', address: `${number} Some Street` }
  const personal = { subject: `customer-${customer}`, value }
  const total = lines.reduce((sum, line) => sum + line.total, 0)
  const where =
    number % 2 === 0 ? { store: 'UK', currency: 'GBP', country: 'GB' } : { store: 'DE', currency: 'EUR', country: 'DE' }
  const placedOn = at.toISOString().slice(0, 10)
  return {
    type: 'OrderPlaced',
    data: { number: orderId(number), ...where, customer, placedOn, lines, total, personal },
  }
}

const stepsOf = (number: number, at: Date): readonly Step[] => {
  const personal = (text: string) => ({ subject: `customer-${10_000 + (number % CUSTOMERS)}`, value: { text } })
  const cut = (line: number) => ({ lines: [{ line, quantity: 1, amount: 100 }], amount: 100, reason: 'Out of stock' })
  const where = number % 2 === 0 ? { store: 'UK', currency: 'GBP' } : { store: 'DE', currency: 'EUR' }
  const on = at.toISOString().slice(0, 10)
  return [
    placed(number, at),
    { type: 'CustomReferenceSet', data: { reference: `PO-${number}` } },
    { type: 'OrderCommented', data: { personal: personal('Leave it with the neighbour.') } },
    { type: 'OrderLinesCancelled', data: { ...cut(1), ...where, on } },
    { type: 'CustomReferenceCleared', data: {} },
    { type: 'OrderLinesReturned', data: { return: `R-${number}-1`, lines: [{ line: 2, quantity: 1 }] } },
    { type: 'CustomReferenceSet', data: { reference: `PO-${number}-b` } },
    { type: 'OrderLinesCancelled', data: { ...cut(2), ...where, on } },
    { type: 'OrderLinesReturned', data: { return: `R-${number}-2`, lines: [{ line: 1, quantity: 2 }] } },
    { type: 'CustomReferenceSet', data: { reference: `PO-${number}-c` } },
  ]
}

const eventOf = async ({ vault }: Shop, { type, data }: Step, at: Date): Promise<NewEvent> => {
  const id = randomUUID()
  const commandId = randomUUID()
  const personal = data['personal'] as { subject: string } | undefined
  return {
    id,
    type,
    data: await seal(vault, id, data),
    metadata: {
      at: at.toISOString(),
      origin: 'import',
      actor: { id: 'bench', kind: 'import' },
      command: 'RecordOrder',
      commandId,
      commandDigest: 'bench',
      $correlationId: commandId,
      $causationId: commandId,
      schema: 1,
      ...(personal === undefined ? {} : { subjects: [personal.subject] }),
    },
  }
}

/** One order's whole stream: its events lie next to each other only in part, as those of a few hundred live together. */
const slice = async (shop: Shop, from: number, count: number, total: number): Promise<void> => {
  for (let step = 0; step < EVENTS_PER_ORDER; step += 1) {
    const appends = await Promise.all(
      Array.from({ length: count }, async (_, offset): Promise<Append> => {
        const number = from + offset
        const at = new Date(Date.UTC(2026, 0, 1) - SPAN_MS + Math.floor((number / total) * SPAN_MS) + step * 60_000)
        const found = stepsOf(number, at)[step]
        if (found === undefined) throw new Error('an order has fewer events than it should')
        const expected = step === 0 ? 'no_stream' : step - 1
        return { stream: `order-${orderId(number)}`, expected, events: [await eventOf(shop, found, at)] }
      }),
    )
    const outcomes = await shop.store.append(appends)
    if (outcomes.some(({ kind }) => kind !== 'stored')) throw new Error('an append of the bench was refused')
  }
}

/**
 * Writes the streams of so many orders straight into the log, ten events each, the contact and the comments sealed: what
 * the deciders would have written, many times as fast.
 */
export const writeOrderLog = async (shop: Shop, orders: number): Promise<void> => {
  for (let from = 0; from < orders; from += AT_ONCE) await slice(shop, from, Math.min(AT_ONCE, orders - from), orders)
}
