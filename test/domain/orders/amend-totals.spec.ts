import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Context, fold, isRejection, type MessageOf } from '../../../domain/decider.ts'
import type { AskedAmendment } from '../../../domain/orders/amendment.ts'
import { unitsLeft } from '../../../domain/orders/line.ts'
import { order } from '../../../domain/orders/order.ts'
import type { Placed } from '../../../domain/orders/order-state.ts'
import { dueOf } from '../../../domain/orders/process/money.ts'
import { now } from '../../support/given.ts'
import { storeOf } from '../../support/known-stores.ts'

const id = '536365'
/** Of each product, and of a country: prices of thousandths, of several rates, and of none. */
const products = {
  MUG: { price: '4.00', taxSet: 'standard' },
  PEN: { price: '1.255', taxSet: 'reduced' },
  JUG: { price: '12.99', taxSet: 'standard' },
  BAG: { price: '0.333', taxSet: null },
}
type Sku = keyof typeof products
const address = {
  firstName: 'Ada',
  lastName: 'Lovelace',
  street: '12 Dock Road',
  zip: 'L3 4AG',
  city: 'Bath',
  country: 'GB',
}
const rates: Readonly<Record<string, string>> = { standard: '19', reduced: '7.7' }

type Shop = {
  readonly priceMode: 'gross' | 'net'
  readonly taxRounding: 'line' | 'total'
  readonly isTaxedApart: boolean
}

const knowing = ({ priceMode, taxRounding, isTaxedApart }: Shop): Context['facts'] => {
  const views = {
    product: (sku: Sku) => {
      const { price, taxSet } = products[sku]
      const prices = { 'UK/GBP': price }
      return { status: 'active', name: sku, gross: prices, net: prices, taxSet }
    },
    store: (key: string) => ({ ...storeOf(key), priceMode, taxRounding }),
    settings: () => ({}),
    carrier: () => 'active',
    taxSet: (set: string) => [set],
    taxRate: (set: string) => ({
      name: set,
      country: 'GB',
      region: null,
      percentage: rates[set],
      validFrom: null,
      validTo: null,
    }),
    // What delivery costs depends on what the goods are worth.
    deliveryMethod: (key: string) => ({
      status: 'active',
      name: key,
      carrier: 'post',
      taxSet: isTaxedApart ? 'reduced' : null,
      stores: null,
      countries: null,
      prices: [
        {
          store: 'UK',
          currency: 'GBP',
          price: {
            kind: 'value',
            steps: [
              { from: 0, amount: key === 'express' ? 990 : 490 },
              { from: 3000, amount: 195 },
            ],
          },
          freeFrom: 6000,
        },
      ],
    }),
    paymentMethod: (key: string) => ({
      status: 'active',
      provider: 'invoice',
      names: { en: key },
      stores: null,
      process: 'invoice-1',
      fees: [{ currency: 'GBP', amount: 133 }],
      taxSet: isTaxedApart ? 'standard' : null,
      behaviour: 'accept',
    }),
  }
  return { of: ({ category }, key) => views[category as keyof typeof views](key as never) as never }
}

const goods = fc.array(
  fc.record({
    sku: fc.constantFrom(...(Object.keys(products) as Sku[])),
    quantity: fc.integer({ min: 1, max: 9 }),
  }),
  { minLength: 1, maxLength: 5 },
)
/** What becomes of each line, of those that are added, and of the method; several times. */
const change = fc.record(
  {
    lines: fc.array(fc.record({ line: fc.integer({ min: 1, max: 8 }), quantity: fc.integer({ min: 0, max: 12 }) }), {
      maxLength: 4,
    }),
    added: goods,
    delivery: fc.constantFrom('standard', 'express'),
  },
  { requiredKeys: [] },
)
const lives = fc.record({
  shop: fc.record({
    priceMode: fc.constantFrom('gross' as const, 'net' as const),
    taxRounding: fc.constantFrom('line' as const, 'total' as const),
    isTaxedApart: fc.boolean(),
  }),
  goods,
  changes: fc.array(change, { minLength: 1, maxLength: 4 }),
})

const decide = (was: typeof order.initial, command: MessageOf<typeof order.commands>, facts: Context['facts']) => {
  const context: Context = { now, id, actor: { id: 'ada', kind: 'user' }, facts, claimed: {} }
  const data = order.commands[command.type].parse(command.data)
  return order.decide[command.type](was, data as never, context)
}
const folded = (was: typeof order.initial, events: readonly MessageOf<typeof order.events>[]) =>
  fold(
    order.evolve,
    was,
    events.map(event => ({ ...event, at: now, commandId: 'c' })),
  )
const place = (
  lines: readonly { sku: string; quantity: number }[],
  delivery: string,
  facts: Context['facts'],
): Placed => {
  const asked = {
    store: 'UK',
    currency: 'GBP' as const,
    customer: null,
    lines: [...lines],
    delivery,
    payment: 'invoice',
    billing: address,
  }
  const events = decide(order.initial, { type: 'PlaceOrder', data: asked }, facts)
  if (isRejection(events)) throw new Error(events.code)
  const is = folded(order.initial, events)
  if (is.status === 'absent') throw new Error('it was not placed')
  return is
}

const amend = (was: Placed, asked: AskedAmendment, facts: Context['facts']): Placed => {
  const once = (asked.lines ?? []).filter(
    ({ line }, index, all) => was.lines[line - 1] !== undefined && all.findIndex(one => one.line === line) === index,
  )
  const events = decide(was, { type: 'AmendOrder', data: { ...asked, lines: once } }, facts)
  if (!isRejection(events)) return folded(was, events) as Placed
  expect(events.code).toBe('AmendmentOfNothing')
  return was
}

/** All that is owed, part by part. */
const figuresOf = (is: Placed) => ({
  due: dueOf(is),
  total: is.total,
  expenses: is.terms?.expenses,
  lines: is.lines.flatMap(line =>
    unitsLeft(line) === 0 ? [] : [{ sku: line.sku, units: unitsLeft(line), owed: line.paid - line.given }],
  ),
})

it('comes to what the same order comes to when it is placed anew, whatever was amended before', () => {
  let amendments = 0
  fc.assert(
    fc.property(lives, ({ shop, goods: first, changes }) => {
      const facts = knowing(shop)
      let is = place(first, 'standard', facts)
      for (const asked of changes) {
        const was = is
        is = amend(was, asked, facts)
        if (is === was || is.lines === was.lines) continue
        amendments += 1
        const left = is.lines.flatMap(line =>
          unitsLeft(line) === 0 ? [] : [{ sku: line.sku, quantity: unitsLeft(line) }],
        )
        const anew = place(left, is.delivery ?? 'standard', facts)
        expect(figuresOf(is)).toEqual(figuresOf(anew))
      }
    }),
    { numRuns: 400 },
  )
  expect(amendments).toBeGreaterThan(400)
})
