import { v7 } from 'uuid'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { ensureRoot } from '../../../bin/ensure-root.ts'
import { localViewer } from '../../../bin/local-viewer.ts'
import { user } from '../../../domain/people/user.ts'
import type { Viewer } from '../../../domain/viewer.ts'
import { cardOf, textOf } from '../../support/markup.ts'
import { startServer, type TestServer } from '../../support/server.ts'
import { placeOrder, putOnSale, sent } from '../../support/shop-filling.ts'
import { sendTo } from '../../support/small-shop.ts'
import { limitedTo } from '../../support/stores.ts'

let server: TestServer
/** Those who can come in, by what they are called. */
const people = new Map<string, string>()
const local: Viewer = { ...localViewer, people }
let viewer = local
let ida = ''
beforeAll(async () => {
  server = await startServer(undefined, () => viewer)
  await ensureRoot(server.shop.execute)
  await putOnSale(server, 'MUG', 'Mug')
  ida = await colleague('Ida')
})
afterEach(() => {
  viewer = local
})
afterAll(() => server.close())

/** Somebody who can come in. */
const colleague = async (firstName: string): Promise<string> => {
  const id = v7()
  const person = { firstName, lastName: 'Rhodes', email: `${id}@example.com`, locale: 'en-GB', timeZone: 'UTC' }
  await sent(server, '/api/users', { id, ...person, groups: ['root'] })
  await sendTo(server.shop, user, id, 'AcceptInvitation', {})
  people.set(id, `${firstName} Rhodes`)
  return id
}
const order = () => placeOrder(server, { lines: [{ sku: 'MUG', quantity: 1 }] })
const page = async (path: string) => (await server.get(path)).body
const record = async (id: string) =>
  (await server.get(`/api/orders/${id}`, { accept: 'application/json' })).json() as Record<string, unknown>
const mentions = async (as: Viewer = { ...local, id: ida }) => {
  viewer = as
  const body = await page('/orders/mentions')
  viewer = local
  return body
}
/** The choices of a field, by its label. */
const choicesOf = (markup: string, label: string): string[] => {
  const [, id = ''] = new RegExp(`<label for="([^"]+)"[^>]*>${label}`).exec(markup) ?? []
  const select = new RegExp(`<select[^>]*id="${id}"[^]*?</select>`).exec(markup)?.[0] ?? ''
  return [...select.matchAll(/<option[^>]*>([^<]*)/g)].map(([, said = '']) => said)
}

describe('whoever is mentioned in a comment', () => {
  it('finds it on a page of their own with its order, and nobody else does', async () => {
    const id = await order()
    expect(textOf(await mentions())).toContain('Nobody has mentioned you')
    const form = { text: 'Ida, ring them?', mentions: ida }
    expect((await server.submit(`/api/orders/${id}/comments`, form)).status).toBe(303)
    await server.caughtUp()
    const body = await mentions()
    expect(body).toContain(`href="/orders/${id}#comments"`)
    expect(textOf(body)).toMatch(/Ida, ring them\?/)
    expect(textOf(await mentions(local))).toContain('Nobody has mentioned you')
    expect(textOf(cardOf(await page(`/orders/${id}`), 'Comments'))).toContain('Ida Rhodes')
  })

  it('finds the newest first, each as it reads now, and none that is deleted or mentions them no more', async () => {
    const id = await order()
    for (const text of ['First', 'Second', 'Third', 'Fourth'])
      await sent(server, `/api/orders/${id}/comments`, { text, mentions: [ida] })
    const { comments } = (await record(id)) as { comments: { comment: string; text: string }[] }
    const [first, second, third] = ['First', 'Second', 'Third'].map(
      said => comments.find(({ text }) => text === said)?.comment ?? '',
    )
    await sent(server, `/api/orders/${id}/comments/edit`, { comment: first, text: 'First, changed', mentions: [ida] })
    await sent(server, `/api/orders/${id}/comments/edit`, { comment: second, text: 'Second' })
    await sent(server, `/api/orders/${id}/comments/delete`, { comment: third })
    await server.caughtUp()
    const said = textOf(await mentions())
    expect(said).toMatch(/Fourth .*First, changed/)
    expect(said).not.toMatch(/Second|Third/)
  })

  it('finds nothing of orders of stores that are not theirs', async () => {
    await sent(server, `/api/orders/${await order()}/comments`, { text: 'Only in London', mentions: [ida] })
    await server.caughtUp()
    expect(textOf(await mentions())).toContain('Only in London')
    expect(textOf(await mentions({ ...limitedTo(['DE']), id: ida }))).not.toContain('Only in London')
  })

  it('can come in, else it is refused in a sentence', async () => {
    const eve = await colleague('Eve')
    await sent(server, `/api/users/${eve}/block`, {})
    const id = await order()
    const refused = await server.submit(`/api/orders/${id}/comments`, { text: 'Eve?', mentions: eve })
    expect([refused.status, textOf(refused.body)]).toEqual([
      422,
      expect.stringContaining('One of the people mentioned can not sign in'),
    ])
    expect(refused.body).toContain('Eve?')
  })
})

describe('whoever takes care of an order', () => {
  it('is chosen by name among those who can come in, and said on its page', async () => {
    const id = await order()
    const before = cardOf(await page(`/orders/${id}`), 'Who takes care of it')
    expect(choicesOf(before, 'Assigned to')).toEqual(expect.arrayContaining(['Nobody', 'Ida Rhodes']))
    expect((await server.submit(`/api/orders/${id}/assignment`, { user: ida })).status).toBe(303)
    expect(await record(id)).toMatchObject({ assignee: ida })
    const body = await page(`/orders/${id}`)
    expect(cardOf(body, 'Who takes care of it')).toMatch(/<option[^>]*selected[^>]*>Ida Rhodes/)
    expect(textOf(cardOf(body, 'Time line'))).toMatch(/Ida Rhodes/)
    expect((await server.submit(`/api/orders/${id}/assignment`, { user: '' })).status).toBe(303)
    expect(await record(id)).toMatchObject({ assignee: null })
  })

  it('stays there when they can not come in any more, and is offered for no other', async () => {
    const eve = await colleague('Evelyn')
    const [id, other] = [await order(), await order()]
    await sent(server, `/api/orders/${id}/assignment`, { user: eve })
    await sent(server, `/api/users/${eve}/block`, {})
    await server.caughtUp()
    const choices = async (of: string) =>
      choicesOf(cardOf(await page(`/orders/${of}`), 'Who takes care of it'), 'Assigned to')
    expect(await choices(id)).toContain('Evelyn Rhodes')
    expect(await choices(other)).not.toContain('Evelyn Rhodes')
    expect((await server.submit(`/api/orders/${other}/assignment`, { user: eve })).status).toBe(422)
  })
})

const stateOf = async (run: string) =>
  (await server.shop.pool.query('select state from app.bulk_run where id = $1', [run])).rows[0]?.state
const until = (run: string, state: string) =>
  expect.poll(() => stateOf(run), { interval: 20, timeout: 20_000 }).toBe(state)

/** Ticks orders in the list, fills in what an action asks and looks at the preview. */
const previewed = async (action: string, ids: readonly string[], asked?: Record<string, string>) => {
  await server.caughtUp()
  const chosen = await server.send('/api/bulk/orders', { action, ids })
  const { id: run, page: path } = chosen.json() as { id: string; page: string }
  const form = await page(path)
  if (asked !== undefined) expect((await server.submit(`/api${path}/${action}`, asked)).status).toBe(303)
  await until(run, 'previewed')
  const body = await page(path)
  const why = textOf(cardOf(body, 'What can not be changed, and why'))
  const begin = async () => {
    expect((await server.submit(`/api${path}/Start`, {})).headers['location']).toBe(path)
    await until(run, 'done')
    await server.caughtUp()
    return textOf(await page(path))
  }
  return { form, said: textOf(body), why, begin }
}

describe('many orders of the list', () => {
  it('are tagged, but those that would have too many tags, and each other is told why', async () => {
    const [id, full] = [await order(), await order()]
    const tags = Array.from({ length: 19 }, (_, index) => `tag ${index}`)
    await sent(server, `/api/orders/${full}/tags`, { tags })
    await sent(server, `/api/orders/${id}/tags`, { tags: ['gift'] })
    const { form, said, why, begin } = await previewed('TagOrders', [id, full, 'nobody'], {
      tags: 'Gift, Urgent, later',
    })
    expect(textOf(form)).toContain('Add tags: 3 orders')
    expect(said).toMatch(/Would change 1 .*Refused 2/)
    expect(why).toMatch(/It would have 22 tags, and an order has at most 20\. Remove some of them first\./)
    expect(why).toContain('There is no order nobody')
    expect(await record(id)).toMatchObject({ tags: ['gift'] })
    expect(await begin()).toMatch(/Changed 1 .*Refused 2/)
    expect(await record(id)).toMatchObject({ tags: ['gift', 'later', 'urgent'] })
    expect(await record(full)).toMatchObject({ tags: tags.toSorted() })
  })

  it('lose tags that they have, and nothing is done with the others', async () => {
    const [id, other] = [await order(), await order()]
    await sent(server, `/api/orders/${id}/tags`, { tags: ['gift', 'late'] })
    const { said, begin } = await previewed('UntagOrders', [id, other], { tags: 'LATE' })
    expect(said).toMatch(/Would change 1 .*Already so 1/)
    await begin()
    expect(await record(id)).toMatchObject({ tags: ['gift'] })
  })

  it('are assigned to somebody by name', async () => {
    const [id, other] = [await order(), await order()]
    await sent(server, `/api/orders/${other}/assignment`, { user: ida })
    const { form, said, begin } = await previewed('AssignOrders', [id, other], { user: ida })
    expect(choicesOf(form, 'Assigned to')).toEqual(expect.arrayContaining(['Nobody', 'Ida Rhodes']))
    expect(said).toMatch(/Would change 1 .*Already so 1/)
    await begin()
    expect(await record(id)).toMatchObject({ assignee: ida })
  })

  it('are not assigned to somebody who can not come in', async () => {
    const eve = await colleague('Eva')
    await sent(server, `/api/users/${eve}/block`, {})
    const { said, why } = await previewed('AssignOrders', [await order()], { user: eve })
    expect(said).toMatch(/Refused 1/)
    expect(why).toContain('Assign the order to somebody else')
  })

  it('are flagged and found by that, and not flagged any more', async () => {
    const [id, other] = [await order(), await order()]
    await sent(server, `/api/orders/${other}/flag`, { on: true })
    const flagged = await previewed('FlagOrders', [id, other])
    expect(flagged.said).toMatch(/Would change 1 .*Already so 1/)
    await flagged.begin()
    const found = async () => {
      const answer = await server.get('/api/orders?flagged=true', { accept: 'application/json' })
      expect(answer.status, answer.body).toBe(200)
      return (answer.json() as { items: { id: string }[] }).items.map(one => one.id).toSorted()
    }
    expect(await found()).toEqual([id, other].toSorted())
    await (await previewed('UnflagOrders', [id, other])).begin()
    expect(await found()).toEqual([])
  })
})
