import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { textOf } from '../support/markup.ts'
import { assets } from '../support/sample-shell.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { placeOrder, putOnSale, register } from '../support/shop-filling.ts'
import { brokenIn, faultsOf } from '../support/valid-html.ts'

let server: TestServer
const anna = v7()
let ofAnna = ''

beforeAll(async () => {
  server = await startServer()
  await putOnSale(server, 'LAMP', 'Lamp <b>bright</b>')
  await register(server, { id: anna, firstName: 'Anna', lastName: 'Müller', email: 'anna@example.com' })
  await placeOrder(server, { lines: [{ sku: 'LAMP', quantity: 1 }], contact: { name: 'Gustav Guest' } })
  ofAnna = await placeOrder(server, { lines: [{ sku: 'LAMP', quantity: 3 }], customer: anna })
})
afterAll(() => server.close())

const page = async (query: string, list = '/orders') => (await server.get(`${list}?${query}`)).body
const rowsOf = (markup: string) => [...markup.matchAll(/<tr data-row>/g)].length
const chipsOf = (markup: string) => {
  const bar = markup.slice(markup.indexOf('class="chips"'))
  return [...bar.slice(0, bar.indexOf('</ul>')).matchAll(/<li><a class="chip" href="([^"]*)"[^>]*>(.*?)<\/a>/g)].map(
    ([, href, label = '']) => [textOf(label).trim(), href],
  )
}
const expectSound = async (markup: string) => {
  expect(await faultsOf(markup)).toEqual([])
  expect(brokenIn(markup, new Set(assets.files.keys()))).toEqual([])
}

describe('the filters of a list', () => {
  it('narrow by an amount, in the one currency that there is', async () => {
    expect(rowsOf(await page('total.from=5'))).toBe(1)
    expect(rowsOf(await page('total.from=4&total.to=12&currency=GBP'))).toBe(2)
    expect(rowsOf(await page('total.from=5&currency=EUR'))).toBe(0)
    expect(chipsOf(await page('total.from=5'))).toEqual([['Remove filter Total from 5', '/orders']])
  })

  it('leave an address that says what is asked, and nothing of what was left blank', async () => {
    const { status, headers } = await server.get('/orders?q=Gustav&status=&total.from=&view=all&columns=')
    expect([status, headers['location']]).toEqual([303, '?q=Gustav&view=all'])
    expect((await server.get('/orders?q=Gustav&view=all')).status).toBe(200)
  })

  it('say what can not be understood, and keep it as it was typed', async () => {
    const body = await page(new URLSearchParams({ 'total.from': '<b>NaN' }).toString())
    expect(body).toContain('“&lt;b&gt;NaN” is not an amount')
    expect(body).toContain('name="total.from" value="&lt;b&gt;NaN"')
    await expectSound(body)
    expect(await page('total.from=9&total.to=1')).toContain('ends before it begins')
    const asks = await page('total.from=1&currency=EUR&currency=GBP')
    expect(asks).toContain('compared within one currency')
    expect(asks).toContain('href="/orders?total.from=1&amp;currency=GBP"')
    expect(await page('onHand.from=1.5', '/stock')).toContain('is not a whole number')
  })

  it('take days that are told from today, and offer them', async () => {
    const body = await page('placedOn.last=7d')
    expect(rowsOf(body)).toBe(2)
    expect(chipsOf(body)).toEqual([['Remove filter Placed on: last 7 days', '/orders']])
    expect(body).toContain('<option value="7d" selected>last 7 days</option>')
    expect(rowsOf(await page('placedOn.last=yesterday'))).toBe(0)
    await expectSound(body)
  })

  it('pick a customer: what was looked for leads to the list of it, whose chip has the name', async () => {
    const body = await page('customer.find=muler&status=placed')
    expect(body).toContain('<details class="filter" name="filter" id="filter-customer" open>')
    expect(body).toContain(`href="/orders?status=placed&amp;customer=${anna}"`)
    expect(rowsOf(body)).toBe(2)
    await expectSound(body)
    const picked = await page(`customer=${anna}`)
    expect(rowsOf(picked)).toBe(1)
    expect(picked).toContain(ofAnna)
    expect(chipsOf(picked)).toEqual([['Remove filter Customer: Anna Müller', '/orders']])
    expect(picked).toContain(`<input type="hidden" name="customer" value="${anna}">`)
    expect(chipsOf(await page('customer=nobody'))).toEqual([['Remove filter Customer: nobody', '/orders']])
  })

  it('take yes or no', async () => {
    expect(rowsOf(await page('neverOutOfStock=yes', '/stock'))).toBe(0)
    expect(chipsOf(await page('neverOutOfStock=no', '/stock'))).toEqual([
      ['Remove filter Never out of stock: no', '/stock'],
    ])
  })
})

describe('the head of an amount', () => {
  it('says that each currency is sorted by itself, unless there is one', async () => {
    expect(textOf(await page('sort=-total'))).toContain('Total, by currency')
    expect(textOf(await page('sort=-total&currency=GBP'))).not.toContain('Total, by currency')
    expect(textOf(await page(''))).not.toContain('Total, by currency')
  })
})

describe('the search of a list', () => {
  it('finds orders by the name of the customer, with a typo too, and says that it is one', async () => {
    expect(rowsOf(await page('q=muller'))).toBe(1)
    const alike = await page('q=muler')
    expect(rowsOf(alike)).toBe(1)
    expect(alike).toContain('Nothing is found for “muler”. This is what is spelt alike.')
    expect(await page('q=muller')).not.toContain('spelt alike')
    expect(rowsOf(await page('q=!!!'))).toBe(0)
  })
})

describe('programs', () => {
  it('are told by a 400 what can not be answered', async () => {
    const statusOf = async (query: string) => (await server.get(`/api/orders?${query}`)).status
    const bad = ['total.from=NaN', 'total.from=1e400', 'total.from=2&total.to=1', 'placedOn.last=8d']
    for (const query of [...bad, 'total.from=1&currency=EUR&currency=GBP', 'currency=XXX'])
      expect(await statusOf(query), query).toBe(400)
    expect(await statusOf('total.from=1&currency=EUR')).toBe(200)
  })
})
