import { describe, expect, it } from 'vitest'
import type { CommandType } from '../../../bin/import/command.ts'
import { type Plan, planImport } from '../../../bin/import/plan.ts'
import { readLines } from '../../../bin/import/read-lines.ts'
import { csv, fileOf, headerOfII, line } from './fixture.ts'

const planOf = async (...lines: readonly string[]): Promise<Plan> => planImport(await readLines(fileOf(csv(...lines))))
const dataOf = ({ commands }: Plan, type: CommandType) =>
  commands.filter(command => command.type === type).map(({ data }) => data)
const only = ({ commands }: Plan, type: CommandType) => commands.filter(command => command.type === type)
const reasonsOf = ({ rejected }: Plan) => rejected.map(({ line: number, reason }) => [number, reason])

const later = '12/5/2010 10:00'
const back = { invoice: 'C536400', date: later, quantity: -2 }

describe('products', () => {
  it('come into being active with their first priced sale, under their most frequent name', async () => {
    const plan = await planOf(
      line({ name: 'LANTERN', date: later, invoice: '536370' }),
      line({ name: 'RED LANTERN', date: later, invoice: '536370' }),
      line({ name: 'RED LANTERN' }),
    )
    const at = new Date('2010-12-01T08:26:00Z')
    expect(only(plan, 'CreateProduct')).toMatchObject([{ id: '85123A', at, data: { names: { en: 'RED LANTERN' } } }])
    expect(only(plan, 'ActivateProduct')).toMatchObject([{ id: '85123A', at }])
    expect(plan.repairs.namesChosen).toBe(1)
  })

  it('change price when the most frequent price of a month differs, from the first sale of that month', async () => {
    const plan = await planOf(
      line({ price: '2.55' }),
      line({ invoice: '2', date: '12/9/2010 9:00', price: '9.99' }),
      line({ invoice: '3', date: '12/10/2010 9:00', price: '2.55' }),
      line({ invoice: '4', date: '1/4/2011 9:00', price: '2.55' }),
      line({ invoice: '5', date: '2/4/2011 9:00', price: '3.10' }),
    )
    expect(only(plan, 'SetPrices').map(({ at, data }) => [at.toISOString(), data])).toEqual([
      ['2010-12-01T08:26:00.000Z', { prices: [{ store: 'UK', currency: 'GBP', gross: '2.55' }] }],
      ['2011-02-04T09:00:00.000Z', { prices: [{ store: 'UK', currency: 'GBP', gross: '3.1' }] }],
    ])
  })

  it('take the lowest of equally frequent prices', async () => {
    const plan = await planOf(line({ price: '10' }), line({ price: '9.5' }))
    expect(dataOf(plan, 'SetPrices')).toMatchObject([{ prices: [{ gross: '9.5' }] }])
  })

  it('are neither shipping charges nor manual entries nor free things', async () => {
    const plan = await planOf(
      line({ code: 'POST' }),
      line({ code: 'M' }),
      line({ code: 'BANK CHARGES' }),
      line({ code: '1', price: '0' }),
    )
    expect(only(plan, 'CreateProduct')).toEqual([])
    expect(dataOf(plan, 'RecordOrder')).toMatchObject([
      { lines: [{ kind: 'shipping' }, { kind: 'manual' }, { kind: 'manual' }, { kind: 'product', unitPrice: '0' }] },
    ])
  })
})

describe('customers', () => {
  it('are registered with their first invoice, with the country seen last', async () => {
    const plan = await planOf(line(), line({ invoice: '536370', date: later, country: 'EIRE' }))
    const at = new Date('2010-12-01T08:26:00Z')
    expect(only(plan, 'RecordCustomer')).toMatchObject([{ id: '17850', at, data: { country: 'IE' } }])
    expect(dataOf(plan, 'RecordOrder')).toMatchObject([{ country: 'GB' }, { country: 'IE' }])
    expect(plan.repairs.customerCountriesChosen).toBe(1)
  })
})

describe('orders', () => {
  it('hold the lines of their invoice in the order of the file, exact duplicates too', async () => {
    const plan = await planOf(
      line({ quantity: 2 }),
      line({ invoice: '536370' }),
      line({ quantity: 2 }),
      line({ code: 'POST' }),
    )
    const lantern = { kind: 'product', sku: '85123A', name: 'WHITE LANTERN', quantity: 2, unitPrice: '2.55' }
    expect(only(plan, 'RecordOrder')[0]).toEqual({
      category: 'order',
      type: 'RecordOrder',
      id: '536365',
      data: {
        store: 'UK',
        currency: 'GBP',
        country: 'GB',
        customer: '17850',
        placedOn: '2010-12-01',
        lines: [lantern, lantern, { ...lantern, kind: 'shipping', sku: 'POST', quantity: 6 }],
      },
      at: new Date('2010-12-01T08:26:00Z'),
      key: 'online-retail/order/536365',
      lines: [2, 4, 5],
    })
    expect(plan.repairs.duplicatesKept).toBe(1)
  })

  it('without a customer are of guests', async () => {
    expect(dataOf(await planOf(line({ customer: '' })), 'RecordOrder')).toMatchObject([{ customer: null }])
  })

  it('that span two minutes happened at the earlier one', async () => {
    const plan = await planOf(line({ date: '12/1/2010 8:27' }), line())
    expect(only(plan, 'RecordOrder')[0]?.at).toEqual(new Date('2010-12-01T08:26:00Z'))
    expect(plan.repairs.timesUnified).toBe(1)
  })

  it('count as placed on the local day, though it is another in UTC', async () => {
    const plan = await planOf(line({ date: '7/2/2011 0:30' }))
    expect(only(plan, 'RecordOrder')).toMatchObject([
      { at: new Date('2011-07-01T23:30:00Z'), data: { placedOn: '2011-07-02' } },
    ])
  })
})

describe('returns', () => {
  const ordered = async (...lines: readonly string[]) => {
    const plan = await planOf(...lines)
    const returned = only(plan, 'RecordReturn').flatMap(({ data }) => ('recordedOn' in data ? data.lines : []))
    const links = returned.map(each => ('orderLine' in each ? [each.quantity, each.order, each.orderLine] : []))
    return { plan, links }
  }

  it('are linked to the latest earlier purchases with quantity left, and booked on each order', async () => {
    const { plan, links } = await ordered(
      line({ invoice: '1', quantity: 5 }),
      line({ invoice: '2', quantity: 1, code: 'X' }),
      line({ invoice: '2', quantity: 3, date: '12/2/2010 9:00' }),
      line({ ...back, quantity: -4 }),
    )
    expect(links).toEqual([
      [3, '2', 2],
      [1, '1', 1],
    ])
    expect(only(plan, 'BookReturn')).toMatchObject([
      {
        id: '2',
        key: 'online-retail/return/C536400/order/2',
        data: { return: 'C536400', lines: [{ line: 2, quantity: 3 }] },
      },
      { id: '1', data: { lines: [{ line: 1, quantity: 1 }] } },
    ])
    expect(plan.links).toMatchObject({ overSeveralOrders: 1, linesOverSeveralPurchases: 1, unlinked: [] })
  })

  it('book an order line once, though several lines of a return take from it', async () => {
    const { plan } = await ordered(line(), line(back), line(back))
    expect(dataOf(plan, 'BookReturn')).toEqual([{ return: 'C536400', lines: [{ line: 1, quantity: 4 }] }])
  })

  it.each([
    ['noCustomer', [line({ customer: '' }), line({ ...back, customer: '' })]],
    ['neverBought', [line({ customer: '1' }), line(back)]],
    ['neverBought', [line({ invoice: '9', date: '12/6/2010 9:00' }), line(back)]],
    ['boughtFewer', [line({ quantity: 1 }), line(back)]],
    ['cameBackBefore', [line(), line({ ...back, invoice: 'C1', quantity: -5 }), line(back)]],
  ])('keep units without a purchase, unlinked and listed as %s', async (why, lines) => {
    const { plan, links } = await ordered(...lines)
    expect(links.reduce((sum, [quantity]) => sum + Number(quantity), 0)).toBe(why === 'cameBackBefore' ? 7 : 2)
    expect(links.at(-1)).toEqual([why.startsWith('never') || why === 'noCustomer' ? 2 : 1, null, null])
    expect(plan.links.unlinked).toMatchObject([{ invoice: 'C536400', sku: '85123A', why }])
  })

  it('take nothing from what was free', async () => {
    const { links } = await ordered(line({ price: '0' }), line({ code: 'X' }), line(back))
    expect(links).toEqual([[2, null, null]])
  })
})

describe('lines without a price', () => {
  it('move stock where there is no customer, with the description as the reason', async () => {
    const nothing = { customer: '', price: '0', date: later, invoice: '536371' }
    const plan = await planOf(
      line({ ...nothing, quantity: -9, name: 'damaged' }),
      line({ ...nothing, code: 'post', name: '' }),
    )
    expect(only(plan, 'RecordStockMovement')).toMatchObject([
      { id: 'main.85123A', data: { by: -9, reason: 'damaged' }, key: 'online-retail/stock/2' },
      { id: 'main.POST', data: { by: 6, reason: 'no reason given' } },
    ])
    expect(plan.repairs.reasonsMissing).toBe(1)
  })

  it('lie in a warehouse that is there from the first of them on; without any there is none', async () => {
    const nothing = { customer: '', price: '0', invoice: '536371' }
    const moved = await planOf(
      line(),
      line({ ...nothing, date: '12/7/2010 9:00' }),
      line({ ...nothing, date: '12/2/2010 9:00' }),
    )
    expect(only(moved, 'RecordWarehouse')).toMatchObject([
      { id: 'main', data: { name: 'main' }, at: new Date('2010-12-02T09:00:00Z'), key: 'online-retail/warehouse/main' },
    ])
    expect(moved.commands.findIndex(({ category }) => category === 'warehouse')).toBeLessThan(
      moved.commands.findIndex(({ category }) => category === 'stock'),
    )
    expect(only(await planOf(line()), 'RecordWarehouse')).toEqual([])
  })

  it('belong to the order of their invoice where there is a customer, else they are rejected', async () => {
    const plan = await planOf(line(), line({ code: '22', price: '0.00' }), line({ invoice: '7', price: '0' }))
    expect(dataOf(plan, 'RecordOrder')).toMatchObject([{ lines: [{ sku: '85123A' }, { sku: '22', unitPrice: '0' }] }])
    expect(reasonsOf(plan)).toEqual([[4, 'a free item whose invoice has no order']])
  })
})

describe('every line', () => {
  it('is in exactly one command or rejected with its number and the reason', async () => {
    const plan = await planOf(
      line(),
      line({ invoice: 'A563185', price: '-11062.06' }),
      line({ invoice: 'C1', quantity: 5 }),
      line({ quantity: -5 }),
      line({ code: 'TEST001', invoice: '8' }),
      line({ country: 'Atlantis' }),
      line({ customer: '99' }),
      line(back),
    )
    expect(reasonsOf(plan)).toEqual([
      [3, expect.stringContaining('bad debt')],
      [4, expect.stringContaining('contradict')],
      [5, expect.stringContaining('contradict')],
      [6, expect.stringContaining('tested or adjusted')],
      [7, expect.stringContaining('"Atlantis" can not be read')],
      [8, expect.stringContaining('another customer')],
    ])
    expect(plan.commands.flatMap(({ lines }) => lines)).toEqual([2, 9])
    expect(plan.lineCount).toBe(8)
  })

  it('of Online Retail II has keys of its own', async () => {
    const file = fileOf(`${headerOfII}\n489434,85048,BALL,12,2009-12-01 07:45:00,6.95,13085.0,Spain\n`)
    const { commands } = planImport(await readLines(file))
    expect(commands.map(({ key }) => key)).toEqual([
      'online-retail-ii/store/UK',
      'online-retail-ii/product/85048',
      'online-retail-ii/product/85048/active',
      'online-retail-ii/product/85048/prices/2009-12',
      'online-retail-ii/customer/13085',
      'online-retail-ii/order/489434',
    ])
  })
})

describe('a line that the shop can not keep', () => {
  it.each([
    ['a description of 300 characters', { name: 'x'.repeat(300) }, /^the description: /],
    ['a description with NUL', { name: 'LAN\u0000TERN' }, /^the description: /],
    [
      'a movement whose reason is longer than one',
      { name: 'x'.repeat(256), price: '0', customer: '' },
      /^the description: /,
    ],
    ['a return of the same', { ...back, name: 'x'.repeat(300) }, /^the description: /],
  ])('is rejected alone: %s', async (_what, values, reason) => {
    const plan = await planOf(line(), line(values), line({ code: '22' }))
    expect(reasonsOf(plan)).toEqual([[3, expect.stringMatching(reason)]])
    expect(dataOf(plan, 'RecordOrder')).toMatchObject([{ lines: [{ sku: '85123A' }, { sku: '22' }] }])
  })
})
