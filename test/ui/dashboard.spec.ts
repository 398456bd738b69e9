import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localViewer } from '../../bin/local-viewer.ts'
import type { Permission } from '../../domain/viewer.ts'
import { daysBefore, monthsBefore, periodOf } from '../../ui/dashboard/period.ts'
import { cardOf, textOf } from '../support/markup.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { openWarehouse, placeOrder, putOnSale, recordOrder, sent } from '../support/shop-filling.ts'

let server: TestServer
let may: ReadonlySet<Permission> = localViewer.may
beforeAll(async () => {
  server = await startServer(undefined, () => ({ ...localViewer, may }))
})
afterAll(() => server.close())

const zones = { timeZones: ['Europe/Berlin', 'Europe/London'], days: 30 }
const today = () => periodOf(new Date(), undefined, zones).end
const dashboard = async (query = '') => (await server.get(`/${query}`)).body
/** What an import records is not waited for, so the page is asked until it shows it. */
const dashboardWith = async (words: string, query = '') => {
  await expect.poll(() => dashboard(query), { timeout: 10_000 }).toContain(words)
  return dashboard(query)
}
/** The figure with that label: its value, and its change. */
const figureOf = (body: string, label: string): string => {
  const figures = [...body.matchAll(/<li class="card kpi">(.*?)<\/li>/gs)].map(([markup]) => textOf(markup))
  return (
    figures
      .find(figure => figure.startsWith(label))
      ?.slice(label.length)
      .trim() ?? ''
  )
}

describe('the period of the figures', () => {
  const now = new Date('2026-11-23T23:30:00Z')

  it('ends today at the store where it is already tomorrow', () => {
    expect(periodOf(now, undefined, zones)).toEqual({ end: '2026-11-24', isPast: false, days: 30 })
    expect(periodOf(now, '2026-10-26', zones)).toEqual({ end: '2026-11-24', isPast: false, days: 30 })
  })

  it('ends at the newest sale when a range that ends today would have none', () => {
    expect(periodOf(now, '2026-10-25', zones)).toEqual({ end: '2026-10-25', isPast: true, days: 30 })
    expect(periodOf(now, '2011-12-09', zones)).toEqual({ end: '2011-12-09', isPast: true, days: 30 })
  })

  it('counts days and months across the ends of months and years', () => {
    expect(daysBefore('2026-03-01', 1)).toBe('2026-02-28')
    expect(monthsBefore('2026-03-31', 1)).toBe('2026-02-01')
    expect(monthsBefore('2026-01-15', 11)).toBe('2025-02-01')
  })
})

// One shop that fills up; each part builds on the one before.
describe('the dashboard of an empty shop', () => {
  it('shows the first steps instead of figures', async () => {
    const page = await server.get('/')
    expect(page.status).toBe(200)
    expect(page.body).toContain('href="/products/new"')
    expect(page.body).toContain('npm run daybook -- demo')
    expect(page.body).toContain('npm run daybook -- import online-retail &lt;file&gt;')
    expect(page.body).not.toContain('class="kpis"')
  })
})

describe('the dashboard of a shop with a past only', () => {
  it('ends its ranges at the newest sale, and says so', async () => {
    await recordOrder(server, { id: '1', placedOn: '2010-11-01', unitPrice: '2.00' })
    await recordOrder(server, { id: '2', placedOn: '2010-12-09', unitPrice: '6.50' })
    const body = await dashboardWith('£6.50')
    expect(body).toContain('The newest sale is of 9 Dec 2010.')
    expect(figureOf(body, 'Revenue in GBP, 30 days')).toBe('£6.50 +225%')
    expect(figureOf(body, 'Orders, 30 days')).toBe('1 0%')
    expect(cardOf(body, 'Sales')).toContain('<th scope="row">9 Dec</th><td>£6.50</td>')
    expect(cardOf(body, 'Sales')).toContain('<th scope="row">10 Nov</th><td>£0.00</td>')
    expect(cardOf(body, 'Sales')).not.toContain('>9 Nov</th>')
  })

  it('shows months from the first sale on, those without sales too', async () => {
    await recordOrder(server, { id: '3', placedOn: '2009-10-31', unitPrice: '9.00' })
    const all = cardOf(await dashboardWith('Oct 2009', '?range=all'), 'Sales')
    expect(textOf(all)).toContain('Month Revenue Oct 2009 £9.00 Nov 2009 £0.00')
    expect(all).toContain('<th scope="row">Dec 2010</th><td>£6.50</td>')
    const year = cardOf(await dashboard('?range=year'), 'Sales')
    expect(textOf(year)).toContain('Month Revenue Nov 2010 £2.00 Dec 2010 £6.50')
  })
})

describe('the dashboard of a busy shop', () => {
  it('compares the last thirty days with the thirty before', async () => {
    await recordOrder(server, { id: '4', placedOn: daysBefore(today(), 30), unitPrice: '1.00' })
    await recordOrder(server, { id: '5', placedOn: daysBefore(today(), 29), unitPrice: '3.00' })
    const body = await dashboardWith('£3.00')
    expect(body).not.toContain('The newest sale is of')
    expect(figureOf(body, 'Revenue in GBP, 30 days')).toBe('£3.00 +200%')
  })

  it('shows what was placed today, how catalogue and stock stand, and leads to the lists', async () => {
    await putOnSale(server, 'LAMP', 'Desk lamp')
    await openWarehouse(server, 'main')
    await sent(server, '/api/stock/main.LAMP/quantity', { quantity: 1 })
    await sent(server, '/api/stock/main.LAMP/quantity', { quantity: 0 })
    await placeOrder(server, { lines: [{ sku: 'LAMP', quantity: 2 }] })
    const body = await dashboard()
    expect(figureOf(body, 'Revenue in GBP, 30 days')).toContain('£11.00')
    expect(figureOf(body, 'Open orders')).toBe('1')
    expect(figureOf(body, 'Products on sale')).toBe('1')
    expect(figureOf(body, 'Out of stock')).toBe('1')
    for (const [, href] of body.matchAll(/<p class="label"><a href="([^"]+)"/g))
      expect((await server.get(String(href).replaceAll('&amp;', '&'))).status, href).toBe(200)
  })

  it('counts the orders of each state and leads to them', async () => {
    const id = await placeOrder(server, { lines: [{ sku: 'LAMP', quantity: 1 }] })
    await sent(server, `/api/orders/${id}/cancellations`, { lines: [{ line: 1, quantity: 1 }], reason: 'Changed mind' })
    const states = cardOf(await dashboard(), 'Orders by state')
    expect(textOf(states)).toContain('Confirmed 1 Closed 5 Cancelled 1')
    expect(states).toContain('href="/orders?state=cancelled"')
    expect(states).toContain('href="/orders/matrix"')
  })

  it('tells the newest things that happened, eight at most, each with who and a link', async () => {
    const activity = cardOf(await dashboard(), 'Latest activity')
    expect(activity).toContain('Cancelled 1 line')
    expect(activity).toMatch(/<a href="\/orders\/[0-9a-f-]{36}">Cancelled/)
    expect(activity).toContain('<td class="quiet">local</td>')
    expect(activity.match(/<tr data-row>/g)).toHaveLength(8)
  })

  it('has the chart of each currency, the one with the most orders first', async () => {
    await recordOrder(server, { id: '6', placedOn: today(), currency: 'EUR', unitPrice: '7.00' })
    const body = await dashboardWith('Revenue in EUR')
    expect(cardOf(body, 'Sales')).toMatch(/aria-current="page">GBP<\/a>.*>EUR<\/a>/s)
    const euro = cardOf(await dashboard('?range=days&currency=EUR'), 'Sales')
    expect(euro).toContain('<td>€7.00</td>')
    expect(euro).not.toContain('£')
    expect(euro).toContain('href="/?range=year&amp;currency=EUR#sales"')
  })

  it('shows the default for a range or a currency that there is not', async () => {
    const sales = cardOf(await dashboard('?range=century&currency=ZZZ'), 'Sales')
    expect(sales).toContain('aria-current="page">30 days')
    expect(sales).toContain('aria-current="page">GBP')
  })

  it('shows nobody more than their rights allow', async () => {
    may = new Set(['dashboard:read', 'product:read'])
    const body = await dashboard()
    may = localViewer.may
    expect(figureOf(body, 'Products on sale')).toBe('1')
    for (const hidden of ['Revenue', 'Open orders', 'Orders by state', 'Out of stock', 'Latest activity'])
      expect(body, hidden).not.toContain(hidden)
  })
})

describe('the freshness of the lists', () => {
  it('is answered alone to the page that asks again and again', async () => {
    expect(await dashboard()).toMatch(/id="freshness"[^>]* hx-get="\/freshness" hx-trigger="every 5s"/)
    const part = await server.get('/freshness', { accept: 'text/html', 'hx-request-type': 'partial' })
    expect(part.body).toBe('<a class="badge good" href="/projections">Projections in sync</a>')
    expect(part.headers['hx-push-url']).toBeUndefined()
  })

  it('is a page when it is opened by hand', async () => {
    expect((await server.get('/freshness')).body).toContain('<h1>Freshness</h1>')
  })
})
