import { v7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { assets } from '../support/sample-shell.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { brokenIn, faultsOf } from '../support/valid-html.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())
beforeEach(() => server.owner.query('truncate app.saved_view, app.default_view'))

const save = async (over: object = {}): Promise<string> => {
  const view = { id: v7(), list: '/orders', name: 'Cancelled', query: 'state=cancelled', ...over }
  expect((await server.send('/api/saved-views', view)).status).toBe(200)
  return view.id
}
const body = async (path: string) => (await server.get(path)).body
/** The tabs of a page, the current one in brackets, without those that come with the shop. */
const tabsOf = (markup: string): string[] => {
  const bar = markup.slice(markup.indexOf('aria-label="Saved views"'))
  return [...bar.slice(0, bar.indexOf('</nav>')).matchAll(/<a [^>]*?(aria-current)?[^>]*>(.*?)<\/a>/g)].flatMap(
    ([all, , label = '']) => {
      const text = label.replace(/<[^>]*>/g, '').trim()
      if (all.includes('view=shop-')) return []
      return all.includes('aria-current') ? [`[${text}]`] : [text]
    },
  )
}
const expectSound = async (markup: string) => {
  expect(await faultsOf(markup)).toEqual([])
  expect(brokenIn(markup, new Set(assets.files.keys()))).toEqual([])
}

describe('the tabs of a list', () => {
  it('are everything, own and shared views; the one that asks what is asked is current, however it is spelled', async () => {
    await save({ query: 'state=cancelled&state=confirmed&sort=total' })
    await save({ name: 'Lamps', query: 'q=lamp', isShared: true })
    await save({ name: 'Elsewhere', list: '/returns', query: 'q=lamp' })
    expect(tabsOf(await body('/orders'))).toEqual(['[All]', 'Cancelled', 'Lamps shared'])
    const spelled = '/orders?sort=total&state=confirmed&state=cancelled&limit=10'
    expect(tabsOf(await body(spelled))).toEqual(['All', '[Cancelled]', 'Lamps shared'])
    expect(tabsOf(await body('/orders?q=lamp'))).toEqual(['All', 'Cancelled', '[Lamps shared]'])
    expect(tabsOf(await body('/orders?q=lamps'))).toEqual(['All', 'Cancelled', 'Lamps shared'])
  })

  it('offer to save what no view asks, and to update the one that was opened before', async () => {
    const id = await save()
    expect(await body('/orders')).not.toContain('Save view')
    expect(await body('/orders?state=cancelled')).not.toContain('Save view')
    expect(await body('/orders?q=a%26b&sort=total')).toContain(
      'href="/views/new?list=%2Forders&amp;query=q%3Da%2526b%26sort%3Dtotal"',
    )
    const changed = await body(`/orders?state=cancelled&q=lamp&view=${id}`)
    expect(changed).toContain('Update “Cancelled”')
    expect(changed).toContain('Save as new view')
    expect(changed).toContain(`<input type="hidden" name="view" value="${id}">`)
    const answer = await server.submit(`/api/saved-views/${id}/query`, { query: 'q=lamp&state=cancelled' })
    expect(answer.headers['location']).toBe(`/orders?q=lamp&state=cancelled&view=${id}`)
    expect(tabsOf(await body(`/orders?q=lamp&state=cancelled&view=${id}`))).toEqual(['All', '[Cancelled]'])
  })

  it('of two that ask the same have that one current that was opened', async () => {
    await save()
    const second = await save({ name: 'Same' })
    expect(tabsOf(await body(`/orders?state=cancelled&view=${second}`))).toEqual(['All', 'Cancelled', '[Same]'])
  })

  it('show of a view what the list still offers, and say what it does not', async () => {
    const id = await save({ name: 'Old' })
    await server.owner.query(
      `update app.saved_view set query = 'colour=red&state=cancelled&sort=weight' where id = $1`,
      [id],
    )
    const { status, body } = await server.get(`/orders?state=cancelled&view=${id}`)
    expect(status).toBe(200)
    expect(tabsOf(body)).toEqual(['All', '[Old]'])
    expect(body).toContain('“Old” also asks for colour, sort, which this list does not offer.')
    expect((await server.get('/views')).body).toContain('also asks for colour, sort')
  })

  it('show the columns of a view that the list still has, and say which it has not', async () => {
    const id = await save({ name: 'Narrow' })
    await server.owner.query(`update app.saved_view set query = 'columns=total,colour,order' where id = $1`, [id])
    await server.send(`/api/saved-views/${id}/default`, { isDefault: true })
    const { headers } = await server.get('/orders')
    expect(headers['location']).toBe(`/orders?columns=total%2Corder&view=${id}`)
    const page = await server.get(String(headers['location']))
    expect(page.status).toBe(200)
    expect(tabsOf(page.body)).toEqual(['All', '[Narrow]'])
    expect(page.body).toContain('“Narrow” also asks for colour, which this list does not offer.')
    const { body } = await server.get('/views')
    expect(body).toContain('also asks for colour')
    expect(body).toContain(`href="/orders?columns=total%2Corder&amp;view=${id}"`)
  })

  it('take no harm from a view that there is not', async () => {
    for (const view of ['nobody', '%00', v7(), '%27'])
      expect((await server.get(`/orders?q=lamp&view=${view}`)).status).toBe(200)
  })
})

describe('a list that somebody begins with a view', () => {
  it('leads there when it is opened without any question, and to everything when that is asked for', async () => {
    const id = await save()
    await server.send(`/api/saved-views/${id}/default`, { isDefault: true })
    const { status, headers } = await server.get('/orders')
    expect([status, headers['location']]).toEqual([303, `/orders?state=cancelled&view=${id}`])
    expect(tabsOf(await body('/orders?view=all'))).toEqual(['[All]', 'Cancelled'])
    expect((await server.get('/returns')).status).toBe(200)
    // A part of a page is answered where it is asked for.
    const part = { accept: 'text/html', 'hx-request': 'true', 'hx-request-type': 'partial' }
    expect((await server.get('/orders', part)).status).toBe(200)
  })

  it('has no link to where it begins but the one that says so', async () => {
    const id = await save()
    await server.send(`/api/saved-views/${id}/default`, { isDefault: true })
    const page = await body('/orders?state=cancelled')
    expect(page.slice(page.indexOf('id="table"'), page.indexOf('id="toasts"'))).not.toContain('href="/orders"')
    expect(page).toContain('href="/orders?view=all"')
  })
})

describe('the page of saved views', () => {
  it('is sound HTML, empty, full and with a name that is taken beside its form', async () => {
    await expectSound(await body('/views'))
    const id = await save({ name: '<b>"Mine"</b>', query: 'q=a%26b' })
    await save({ name: 'Shared', isShared: true })
    await save({ name: 'Other' })
    await expectSound(await body('/views'))
    const taken = await server.submit(`/api/saved-views/${id}/name`, { view: id, name: 'other' })
    expect(taken.status).toBe(409)
    expect(taken.body.match(/You have a view of that name/g)?.length).toBeGreaterThan(0)
    expect(taken.body).toContain('value="other"')
    expect(taken.body.match(/<details class="inside" open>/g)).toHaveLength(1)
    await expectSound(taken.body)
  })

  it('saves under a name, and keeps what was typed when it can not', async () => {
    await save()
    const address = '/views/new?list=/orders&query=q%3Dlamp'
    expect(await body(address)).toContain('kept as you typed it')
    await expectSound(await body(address))
    const fields = { id: v7(), list: '/orders', query: 'q=lamp', name: 'cancelled', isShared: 'true' }
    const refused = await server.submit('/api/saved-views', fields)
    expect(refused.status).toBe(409)
    for (const kept of ['value="cancelled"', 'value="q=lamp"', 'value="/orders"', ' checked'])
      expect(refused.body).toContain(kept)
    await expectSound(refused.body)
    for (const nothing of ['/views/new', '/views/new?list=/nowhere', '/views/new?list=%00'])
      expect((await server.get(nothing)).status).toBe(404)
  })
})
