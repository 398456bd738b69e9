import { beforeAll, describe, expect, it } from 'vitest'
import { categories } from '../../bin/demo/categories.ts'
import type { DemoCommand } from '../../bin/demo/command.ts'
import { families } from '../../bin/demo/families.ts'
import { planDemo } from '../../bin/demo/plan.ts'
import { runDemo } from '../../bin/demo/run.ts'
import type { EventData, EventType } from '../../domain/index.ts'
import { order } from '../../domain/orders/order.ts'
import type { Units } from '../../domain/orders/units.ts'
import type { RecordedEvent } from '../../eventstore/event-store.ts'
import { demoShop, eventsOf, until } from '../support/demo-runs.ts'

const DAY = 24 * 60 * 60 * 1000
const plan = planDemo({ seed: 'spec', until })

/** The data of all commands of a type. The plan's own types are loose; the deciders' schemas hold it to theirs below. */
const dataOf = <Data>(type: string, of: readonly DemoCommand[] = plan): Data[] =>
  of.filter(command => command.type === type).map(({ data }) => data as Data)
const countOf = (type: string) => dataOf(type).length

type Order = {
  readonly store: string
  readonly customer: string | null
  readonly contact: { readonly name: string; readonly email: string; readonly phone?: string }
  readonly billing: { readonly street: string; readonly city: string }
  readonly lines: readonly { readonly sku: string; readonly quantity: number }[]
  readonly comment?: string
}
const orders = dataOf<Order>('PlaceOrder')

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)

describe('the plan of the demo shop', () => {
  it('has about 300 products in 20 categories, 500 customers and 1,200 orders', () => {
    expect(countOf('CreateProduct')).toBeGreaterThan(280)
    expect(countOf('CreateProduct')).toBeLessThan(320)
    expect(countOf('PlaceCategory')).toBe(20)
    expect(countOf('RegisterCustomer')).toBe(500)
    expect(countOf('PlaceOrder')).toBe(1200)
  })

  it('is the same for the same seed and end', () => {
    expect(planDemo({ seed: 'spec', until })).toEqual(plan)
  })

  it('is another shop for another seed', () => {
    const other = planDemo({ seed: 'other', until })
    const ids = (of: readonly DemoCommand[]) =>
      new Set(of.filter(({ category }) => category === 'order').map(c => c.id))
    const here = ids(plan)
    expect([...ids(other)].filter(id => here.has(id))).toEqual([])
    expect(dataOf('PlaceOrder', other)).not.toEqual(orders)
  })

  it('covers the year before its end, in order, and nothing after it', () => {
    const times = plan.map(({ at }) => at.getTime())
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    expect(times[0]).toBeGreaterThan(until.getTime() - 366 * DAY)
    expect(times.at(-1)).toBeLessThanOrEqual(until.getTime())
    expect(times.at(-1)).toBeGreaterThan(until.getTime() - 2 * DAY)
  })

  it('ends on time wherever in the year that is', () => {
    for (const end of ['2024-02-29T00:00:00Z', '2025-11-22T12:00:00Z', '2026-12-31T23:59:59.999Z']) {
      const last = planDemo({ seed: 'spec', until: new Date(end) }).at(-1)
      expect(last?.at.getTime()).toBeLessThanOrEqual(Date.parse(end))
    }
  })

  it('gives every command a key of its own', () => {
    expect(new Set(plan.map(({ key }) => key)).size).toBe(plan.length)
  })
})

describe('the stores of the demo shop', () => {
  type Store = { readonly currency: string; readonly priceMode: string; readonly languages: readonly string[] }
  it('are three with a currency each, one of them without tax in its prices, in four languages', () => {
    const opened = dataOf<Store>('OpenStore')
    expect(opened.map(({ currency, priceMode }) => `${currency} ${priceMode}`)).toEqual([
      'EUR gross',
      'GBP gross',
      'CHF net',
    ])
    expect([...new Set(opened.flatMap(({ languages }) => languages))].sort()).toEqual(['de', 'en', 'fr', 'it'])
  })

  it('have orders and prices each, the Swiss ones with and without tax', () => {
    type Priced = { readonly prices: readonly { store: string; gross: string; net?: string }[] }
    const swiss = dataOf<Priced>('SetPrices').flatMap(({ prices }) => prices.filter(({ store }) => store === 'CH'))
    expect(swiss.length).toBeGreaterThan(200)
    for (const { gross, net } of swiss) expect(Number(gross)).toBeGreaterThan(Number(net))
    expect([...new Set(orders.map(({ store }) => store))].sort()).toEqual(['CH', 'DE', 'UK'])
  })
})

describe('the warehouses of the demo shop', () => {
  it('are opened before anything lies in them', () => {
    const opened = plan.findLastIndex(({ type }) => type === 'OpenWarehouse')
    expect(plan.filter(({ type }) => type === 'OpenWarehouse').map(({ id }) => id)).toEqual(['main', 'north'])
    expect(opened).toBeLessThan(plan.findIndex(({ category }) => category === 'stock'))
    const used = plan.filter(({ category }) => category === 'stock').map(({ id }) => id.slice(0, id.indexOf('.')))
    expect([...new Set(used)].sort()).toEqual(['main', 'north'])
  })
})

describe('what moves between the warehouses of the demo shop', () => {
  it('has arrived, is on its way, or is planned', () => {
    const lives = ['DraftTransfer', 'SendTransfer', 'ReceiveTransfer']
    expect(lives.map(countOf)).toEqual([3, 2, 1])
    expect(countOf('SendStock')).toBe(countOf('ConfirmLine'))
  })

  it('was counted once, with differences that are booked', () => {
    expect(countOf('ApproveStockTaking')).toBe(1)
    expect(dataOf<{ by: number }>('CorrectStock').map(({ by }) => by)).toEqual([-1, 2])
  })
})

describe('what the demo shop delivers with', () => {
  type Priced = { readonly store: string; readonly currency: string; readonly kind: string }
  type Opened = { readonly currencies: readonly string[] }
  it('has a price of every kind, and one at each store in each of its currencies', () => {
    const priced = dataOf<Priced>('SetDeliveryPrice')
    expect([...new Set(priced.map(({ kind }) => kind))].sort()).toEqual(['flat', 'value', 'weight'])
    const sold = plan
      .filter(({ type }) => type === 'OpenStore')
      .flatMap(({ id, data }) => (data as Opened).currencies.map(currency => `${id} ${currency}`))
    const places = priced.map(({ store, currency }) => `${store} ${currency}`)
    expect([...new Set(places)].sort()).toEqual(sold.sort())
  })

  it('has three carriers and six methods, of which one each is not offered', () => {
    expect([countOf('AddCarrier'), countOf('DeactivateCarrier')]).toEqual([3, 1])
    expect([countOf('AddDeliveryMethod'), countOf('ActivateDeliveryMethod')]).toEqual([6, 5])
  })
})

describe('how one pays in the demo shop', () => {
  it('is by three methods that are offered, and by one no more, whose fee is taxed', () => {
    const idsOf = (type: string) => plan.filter(command => command.type === type).map(({ id }) => id)
    expect(idsOf('AddPaymentMethod')).toEqual(['invoice', 'prepayment', 'card', 'cash-on-delivery'])
    expect(idsOf('ActivatePaymentMethod')).toEqual(['invoice', 'prepayment', 'card'])
    const users = dataOf<{ readonly by: string }>('UseTaxSet').map(({ by }) => by)
    expect(users).toContain('paymentMethod-cash-on-delivery')
  })
})

describe('the taxes of the demo shop', () => {
  type Made = { readonly taxSet?: string }
  it('are those of what it sells, but of drafts', () => {
    const [standard] = plan.filter(({ type }) => type === 'CreateTaxSet').map(({ id }) => id)
    const made = plan.filter(({ type }) => type === 'CreateProduct')
    const taxed = made.filter(({ data }) => (data as Made).taxSet === standard).map(({ id }) => `product-${id}`)
    expect(made.length - taxed.length).toBe(4)
    const delivered = plan.filter(({ type }) => type === 'AddDeliveryMethod')
    expect(delivered.map(({ data }) => (data as Made).taxSet)).toEqual(delivered.map(() => standard))
    const users = dataOf<{ readonly by: string }>('UseTaxSet').map(({ by }) => by)
    expect(users.filter(by => by.startsWith('deliveryMethod-'))).toEqual(
      delivered.map(({ id }) => `deliveryMethod-${id}`),
    )
    expect(users.filter(by => by.startsWith('product-'))).toEqual(taxed)
  })

  it('are told to the rates by the sets that have them', () => {
    const given = plan.filter(({ type }) => type === 'GiveTaxRate').map(({ id, data }) => [(data as Made).taxSet, id])
    const sets = plan.filter(({ type }) => type === 'CreateTaxSet')
    const had = sets.flatMap(({ id, data }) => (data as { rates: string[] }).rates.map(rate => [id, rate]))
    expect(given).toEqual(had)
    expect(countOf('CreateTaxRate')).toBe(had.length)
  })
})

describe('the stock of its orders', () => {
  it('is told with their store, so that viewers of others see nothing of it', () => {
    const storeOf = new Map(
      plan.flatMap(({ type, id, data }) => (type === 'PlaceOrder' ? [[id, (data as { store: string }).store]] : [])),
    )
    const told = ['ReserveStock', 'ReleaseReservation', 'DeductReservation'].flatMap(type =>
      dataOf<{ readonly reservation: string; readonly store?: string }>(type),
    )
    expect(new Set(told.map(({ store }) => store)).size).toBe(3)
    for (const { reservation, store } of told)
      expect(store, reservation).toBe(storeOf.get(reservation.split('.')[0] ?? ''))
  })
})

describe('what the demo shop sells', () => {
  it('has a name in English and in German for everything', () => {
    const named = [...dataOf('CreateProduct'), ...dataOf('PlaceCategory'), ...dataOf('EditProduct')]
    for (const data of named) {
      expect(data).toHaveProperty('names.en', expect.stringMatching(/\S/))
      expect(data).toHaveProperty('names.de', expect.stringMatching(/\S/))
    }
    const translated = families.filter(({ names }) => names.en !== names.de)
    expect(translated.length).toBe(families.length)
  })

  it('lists every family of products whole: a known category, a price, variants and a description', () => {
    const keys = new Set(categories.map(({ key }) => key))
    for (const { category, code, euros, variants, description } of families) {
      expect(keys, code).toContain(category)
      expect(euros, code).toBeGreaterThan(0)
      expect(description, code).toMatch(/\.$/)
      expect(variants.length, code).toBeGreaterThan(1)
      for (const { factor, names } of variants) expect([factor > 0, names.en, names.de], code).not.toContain('')
      expect(
        variants.every(({ factor }) => factor > 0),
        code,
      ).toBe(true)
    }
  })

  it('sorts its categories into five departments, three levels deep', () => {
    const parents = new Map(categories.map(({ key, parent }) => [key, parent]))
    const depth = (key: string | null | undefined): number => (key ? 1 + depth(parents.get(key)) : 0)
    expect(categories.filter(({ parent }) => parent === null)).toHaveLength(5)
    expect(Math.max(...categories.map(({ key }) => depth(key)))).toBe(3)
  })

  it('has a few products that need care: drafts, without price, without category, inactive, discontinued', () => {
    const priced = new Set(plan.filter(({ type }) => type === 'SetPrices').map(({ id }) => id))
    const unpriced = plan.filter(({ type, id }) => type === 'ActivateProduct' && !priced.has(id))
    expect(unpriced.length).toBeGreaterThan(0)
    expect(countOf('CreateProduct') - countOf('ActivateProduct')).toBeGreaterThan(0)
    expect(countOf('DeactivateProduct')).toBeGreaterThan(4)
    expect(countOf('DiscontinueProduct')).toBeGreaterThan(4)
    const loose = dataOf<{ category?: string }>('CreateProduct').filter(({ category }) => category === undefined)
    expect(loose.length).toBeGreaterThan(4)
  })
})

describe('who buys in the demo shop', () => {
  it('has no e-mail address and no phone number that could be somebody’s', () => {
    const people = [...dataOf<Order['contact']>('RegisterCustomer'), ...orders.map(({ contact }) => contact)]
    for (const { email, phone } of people) {
      expect(email).toMatch(/^[a-z]+\.[a-z]+\d*@example\.(com|org)$/)
      expect(phone ?? '+49 30 23125 000').toMatch(/^(\+49 30 23125 |\+44 20 7946 0)\d{3}$/)
    }
  })

  it('has loyal customers: a fifth of them place more than half of the orders', () => {
    const counts = new Map<string, number>()
    for (const { customer } of orders) if (customer !== null) counts.set(customer, (counts.get(customer) ?? 0) + 1)
    const sorted = [...counts.values()].sort((a, b) => b - a)
    const best = sum(sorted.slice(0, Math.floor(sorted.length / 5)))
    expect(best / sum(sorted)).toBeGreaterThan(0.5)
  })

  it('has guests, who leave a name and an address', () => {
    const guests = orders.filter(({ customer }) => customer === null)
    expect(guests.length).toBeGreaterThan(90)
    for (const { contact, billing } of guests) expect([contact.name, billing.street, billing.city]).not.toContain('')
  })

  it('sells most in the weeks before Christmas', () => {
    const placed = plan.filter(({ type }) => type === 'PlaceOrder')
    const perDay = (from: string, to: string) => {
      const [start, end] = [new Date(from), new Date(to)]
      const days = (end.getTime() - start.getTime()) / DAY
      return placed.filter(({ at }) => at >= start && at < end).length / days
    }
    expect(perDay('2025-11-20', '2025-12-19')).toBeGreaterThan(1.5 * perDay('2025-06-01', '2025-10-31'))
  })

  it('sends orders of one to eight lines, some with a comment', () => {
    const counts = orders.map(({ lines }) => lines.length)
    expect([Math.min(...counts), Math.max(...counts)]).toEqual([1, 8])
    expect(orders.filter(({ comment }) => comment !== undefined).length).toBeGreaterThan(50)
  })
})

describe('sending the plan', () => {
  const { store, know, send } = demoShop()
  let events: readonly RecordedEvent[] = []

  beforeAll(async () => {
    await runDemo({ commands: plan, know, send })
    events = await eventsOf(store)
  }, 240_000)

  const stored = <T extends EventType>(type: T) =>
    events.filter(event => event.type === type).map(event => event as RecordedEvent & { data: EventData<T> })

  it('is accepted by the deciders, command by command', () => {
    expect(stored('ProductCreated')).toHaveLength(countOf('CreateProduct'))
    expect(stored('CustomerRegistered')).toHaveLength(500)
    expect(stored('OrderPlaced')).toHaveLength(1200)
    const byPeople = stored('OrderLinesCancelled').filter(({ data }) => data.cause === undefined)
    expect(byPeople).toHaveLength(countOf('CancelOrderLines'))
    expect(stored('CustomerErased')).toHaveLength(countOf('EraseCustomer'))
    expect(countOf('EraseCustomer')).toBeGreaterThan(2)
  })

  it('never goes back in time within a stream', () => {
    const last = new Map<string, string>()
    for (const { stream, metadata } of events.slice(1)) {
      expect(metadata.at >= (last.get(stream) ?? ''), stream).toBe(true)
      expect(metadata.origin).toBe('demo')
      last.set(stream, metadata.at)
    }
  })

  it('has orders in every state, of which some were never paid, and some are held', async () => {
    const states = new Set<string>()
    for (const { stream } of stored('OrderPlaced')) {
      const was = (await know('order', stream.slice('order-'.length))) as typeof order.initial
      if (was.status === 'absent') throw new Error('it was placed')
      for (const { units } of was.lines) for (const state of Object.keys(units)) states.add(state)
    }
    // Cards of the demo shop are charged at once, and are never refused.
    expect([...states].sort()).toEqual(
      'backordered cancelled closed delivered grace_period payment_due payment_pending returned shipped to_pack'.split(
        ' ',
      ),
    )
    expect(stored('OrderLinesCancelled').filter(({ data }) => data.cause === 'unpaid').length).toBeGreaterThan(5)
    expect(stored('OrderHeld').length).toBeGreaterThan(0)
  })

  it('has paid what went back, and owes some of it', () => {
    expect(stored('RefundSettled').length).toBeGreaterThan(40)
    expect(stored('StockDeducted').length).toBeGreaterThan(2000)
  })

  it('cancels some orders in part and some as a whole', () => {
    const units = new Map(
      stored('OrderPlaced').map(({ stream, data }) => [stream, sum(data.lines.map(l => l.quantity))]),
    )
    const isWhole = stored('OrderLinesCancelled').map(
      ({ stream, data }) => sum(data.lines.map(({ quantity }) => quantity)) === units.get(stream),
    )
    expect(isWhole.filter(Boolean).length).toBeGreaterThan(20)
    expect(isWhole.filter(whole => !whole).length).toBeGreaterThan(20)
  })

  it('books every return on its order, which accepts it', () => {
    const returned = stored('OrderLinesReturned')
    const recorded = stored('ReturnRecorded')
    expect(returned.length).toBeGreaterThan(60)
    expect(stored('OrderReturnRefused')).toEqual([])
    const booked = new Map(returned.map(({ stream, data }) => [`return-${data.return}`, { stream, lines: data.lines }]))
    for (const { stream, data } of recorded) {
      const lines: (Units & { amount: number })[] = data.lines.map(({ orderLine, quantity, total }) => ({
        line: orderLine ?? 0,
        quantity,
        amount: total,
      }))
      expect(booked.get(stream)).toEqual({ stream: `order-${data.lines[0]?.order}`, lines })
    }
    expect(recorded).toHaveLength(returned.length)
  })

  it('leaves products with no stock, with little, and some that are never out of stock', () => {
    const last = new Map(stored('StockSet').map(({ stream, data }) => [stream, data.quantity]))
    const quantities = [...last].filter(([stream]) => stream.startsWith('stock-main.')).map(([, quantity]) => quantity)
    expect(quantities.filter(quantity => quantity === 0).length).toBeGreaterThan(3)
    expect(quantities.filter(quantity => quantity > 0 && quantity <= 5).length).toBeGreaterThan(10)
    expect(stored('NeverOutOfStockSet').length).toBeGreaterThan(5)
    expect([...last.keys()].some(stream => stream.startsWith('stock-north.'))).toBe(true)
  })

  it('adds nothing when it is sent again', async () => {
    await runDemo({ commands: plan.slice(0, 1500), know, send })
    expect(await eventsOf(store)).toHaveLength(events.length)
  })

  it('goes on where it was interrupted, also with commands that had nothing to do', async () => {
    const { store: interrupted, know: knowNow, send: record } = demoShop()
    for (const share of [0.1, 0.35, 0.7]) {
      let left = Math.floor(plan.length * share)
      const send: typeof record = async command => {
        if ((left -= 1) < 0) throw new Error('interrupted')
        return await record(command)
      }
      await expect(runDemo({ commands: plan, know: knowNow, send })).rejects.toThrow('interrupted')
    }
    await runDemo({ commands: plan, know: knowNow, send: record })
    const streamsOf = (all: readonly RecordedEvent[]) =>
      new Set(all.slice(1).map(({ stream, revision, type }) => `${stream} ${revision} ${type}`))
    expect(streamsOf(await eventsOf(interrupted))).toEqual(streamsOf(events))
  }, 240_000)
})
