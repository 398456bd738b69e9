import { v7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { localViewer } from '../../bin/local-viewer.ts'
import type { Permission, Viewer } from '../../domain/viewer.ts'
import { startServer, type TestServer } from '../support/server.ts'

let server: TestServer
let viewer: Viewer = localViewer
beforeAll(async () => {
  server = await startServer(undefined, () => viewer)
})
afterAll(() => server.close())
beforeEach(async () => {
  viewer = localViewer
  await server.owner.query('truncate app.saved_view, app.default_view')
})

const without = (permission: Permission): Viewer => ({
  ...localViewer,
  may: new Set([...localViewer.may].filter(one => one !== permission)),
})
const wanted = (over: object = {}) => ({
  id: v7(),
  list: '/orders',
  name: 'Cancelled',
  query: 'state=cancelled',
  ...over,
})
const save = async (over: object = {}): Promise<string> => {
  const view = wanted(over)
  expect((await server.send('/api/saved-views', view)).status).toBe(200)
  return view.id
}
const named = async () =>
  (await server.owner.query<{ name: string }>('select name from app.saved_view')).rows.map(it => it.name)

describe('a view is saved', () => {
  it('as its list understands it, once however often it is sent', async () => {
    const view = wanted({ query: 'limit=3&cursor=x&sort=-placedAt&state=cancelled&view=all' })
    const [first, again] = [await server.send('/api/saved-views', view), await server.send('/api/saved-views', view)]
    const told = { ...view, query: 'state=cancelled', isShared: false, isDefault: false }
    expect([first.json(), again.json()]).toEqual([told, told])
    expect(await named()).toEqual(['Cancelled'])
  })

  it('from a form, which leads to it', async () => {
    const { id, ...view } = wanted({ isShared: 'true' })
    const { status, headers } = await server.submit('/api/saved-views', { id, ...view })
    expect([status, headers['location']]).toEqual([303, `/orders?state=cancelled&view=${id}`])
  })

  it('under no name that there is, or that says nothing, and for no list or question that there is not', async () => {
    await save()
    const refusals = [
      [{ name: 'CANCELLED' }, 409, 'name'],
      [{ name: ' \u200b' }, 422, 'name'],
      [{ name: 'a\u0000b' }, 422, 'name'],
      [{ name: 'x'.repeat(61) }, 422, 'name'],
      [{ name: 5 }, 422, 'name'],
      [{ id: 'mine' }, 422, 'id'],
      [{ list: '/nowhere' }, 422, 'list'],
      [{ list: '/orders\u0000' }, 422, 'list'],
      [{ query: 'sort=weight' }, 422, 'query'],
      [{ query: 'q=a%00b' }, 422, 'query'],
      [{ query: 'colour=red' }, 422, 'query'],
      [{ query: 'status=gone' }, 422, 'query'],
      [{ query: 'columns=order,weight' }, 422, 'query'],
      [{ query: '' }, 422, 'query'],
      [{ query: 'q='.padEnd(2_001, 'x') }, 422, 'query'],
      [{ more: 1 }, 422, ''],
    ] as const
    for (const [over, status, field] of refusals) {
      const answer = await server.send('/api/saved-views', wanted({ name: 'New', ...over }))
      expect([answer.status, answer.json()]).toMatchObject([status, { errors: [{ field }] }])
    }
    expect((await server.send('/api/saved-views', [])).status).toBe(422)
    expect(await named()).toEqual(['Cancelled'])
  })

  it('of a list that its viewer may open', async () => {
    viewer = without('order:read')
    expect((await server.send('/api/saved-views', wanted())).status).toBe(403)
    expect(await named()).toEqual([])
  })
})

describe('a saved view', () => {
  it('is renamed, asks for something else, is shared, moved, begun with and deleted, each twice as well as once', async () => {
    const [id, other] = [await save(), await save({ name: 'Other' })]
    const twice = async (noun: string, data: object) => {
      const path = `/api/saved-views/${id}/${noun}`
      return [(await server.send(path, data)).json(), (await server.send(path, data)).json()]
    }
    expect(await twice('name', { name: 'Gone' })).toMatchObject([{ name: 'Gone' }, { name: 'Gone' }])
    expect(await twice('query', { query: 'q=x&limit=2' })).toMatchObject([{ query: 'q=x' }, { query: 'q=x' }])
    await twice('place', { place: 1 })
    const sql = 'select id from app.saved_view order by place'
    expect((await server.owner.query(sql)).rows).toEqual([{ id: other }, { id }])
    expect(await twice('sharing', { isShared: true })).toMatchObject([{ isShared: true }, { isShared: true }])
    expect(await twice('default', { isDefault: true })).toMatchObject([{ isDefault: true }, { isDefault: true }])
    expect(await twice('removal', {})).toMatchObject([{ id }, { status: 404 }])
  })

  it('is not changed to what can not be saved, nor where there is none', async () => {
    const id = await save()
    await save({ name: 'Other' })
    const refusals = [
      [`${id}/name`, { name: 'OTHER' }, 409],
      [`${id}/name`, { name: '' }, 422],
      [`${id}/query`, { query: 'sort=weight' }, 422],
      [`${id}/query`, { query: '' }, 422],
      [`${id}/place`, { place: -1 }, 422],
      [`${id}/place`, { place: 1e9 }, 422],
      [`${id}/sharing`, {}, 422],
      [`${id}/default`, { isDefault: 'yes' }, 422],
      [`${v7()}/name`, { name: 'New' }, 404],
      ['%00/removal', {}, 404],
      [`${"'".repeat(90)}/removal`, {}, 404],
    ] as const
    for (const [path, data, status] of refusals)
      expect([path, (await server.send(`/api/saved-views/${path}`, data)).status]).toEqual([path, status])
    expect((await named()).sort()).toEqual(['Cancelled', 'Other'])
  })

  it('of somebody else is not there, unless it is shared; then it can be begun with, and no more', async () => {
    const [own, shared] = [await save(), await save({ name: 'Shared', isShared: true })]
    viewer = { ...localViewer, id: 'bea' }
    const status = async (id: string, noun: string, data: object) =>
      (await server.send(`/api/saved-views/${id}/${noun}`, data)).status
    expect(await status(own, 'name', { name: 'Hers' })).toBe(404)
    expect(await status(own, 'default', { isDefault: true })).toBe(404)
    expect(await status(shared, 'name', { name: 'Hers' })).toBe(404)
    expect(await status(shared, 'removal', {})).toBe(404)
    expect(await status(shared, 'default', { isDefault: true })).toBe(200)
    viewer = without('order:read')
    expect(await status(own, 'removal', {})).toBe(403)
  })
})
