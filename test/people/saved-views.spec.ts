import { v7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { makeKeptSchemas } from '../../bin/kept-schemas.ts'
import { MOST_VIEWS, type NewView, type SavedViews } from '../../people/saved-view.ts'
import { openSavedViews } from '../../people/saved-views.ts'
import type { TestDatabase } from '../support/cluster.ts'
import { createDatabase } from '../support/database.ts'

let database: TestDatabase
let views: SavedViews
beforeAll(async () => {
  database = await createDatabase()
  const client = await database.pool.connect()
  await makeKeptSchemas(client, true)
  client.release()
  views = openSavedViews(database.pool)
})
afterAll(() => database.close())
beforeEach(() => database.pool.query('truncate app.saved_view, app.default_view'))

const newView = (over: Partial<NewView> = {}): NewView => ({
  id: v7(),
  owner: 'ada',
  list: '/orders',
  name: 'Paid',
  query: 'status=paid',
  isShared: false,
  ...over,
})
const saved = async (over: Partial<NewView> = {}): Promise<string> => {
  const view = newView(over)
  expect(await views.save(view)).toEqual({ kind: 'done', view: { ...view, isDefault: false } })
  return view.id
}
const named = async (viewer: string, list?: string) => (await views.of(viewer, list)).map(({ name }) => name)

describe('saving a view', () => {
  it('is seen by its owner alone, unless it is shared; own ones come first', async () => {
    await saved({ name: 'Everybody', isShared: true })
    await saved({ name: 'Mine' })
    await saved({ name: 'Hers', owner: 'bea' })
    await saved({ name: 'Elsewhere', list: '/products' })
    expect(await named('ada', '/orders')).toEqual(['Mine', 'Everybody'])
    expect(await named('bea', '/orders')).toEqual(['Hers', 'Everybody'])
    expect(await named('ada')).toEqual(['Mine', 'Everybody', 'Elsewhere'])
  })

  it('twice makes one, also at the same time; another one under its id is refused', async () => {
    const view = newView()
    const outcomes = await Promise.all([views.save(view), views.save(view), views.save(view)])
    expect(outcomes.map(({ kind }) => kind)).toEqual(['done', 'done', 'done'])
    expect(await views.save({ ...view, name: 'Other' })).toEqual({ kind: 'taken' })
    expect(await views.save({ ...view, owner: 'bea' })).toEqual({ kind: 'taken' })
    expect(await named('ada')).toEqual(['Paid'])
  })

  it('asks for a name that the owner has not given in that list yet, whatever its case', async () => {
    await saved({ name: 'Straße' })
    expect(await views.save(newView({ name: 'STRASSE' }))).toEqual({ kind: 'same name' })
    const racing = await Promise.all([views.save(newView({ name: 'Late' })), views.save(newView({ name: 'late' }))])
    expect(racing.map(({ kind }) => kind).sort()).toEqual(['done', 'same name'])
    await saved({ name: 'Straße', owner: 'bea' })
    await saved({ name: 'Straße', list: '/products' })
  })

  it('has a bound for own ones and one for shared ones', async () => {
    for (let number = 1; number <= MOST_VIEWS; number += 1) {
      await saved({ name: `Own ${number}` })
      await saved({ name: `Shared ${number}`, isShared: true, owner: 'bea' })
    }
    expect(await views.save(newView({ name: 'More' }))).toEqual({ kind: 'too many' })
    expect(await views.save(newView({ name: 'More', isShared: true }))).toEqual({ kind: 'too many' })
    const [first] = await views.of('ada', '/orders')
    expect(await views.share('ada', first?.id ?? '', true)).toEqual({ kind: 'too many' })
    await saved({ name: 'More', list: '/products' })
    await saved({ name: 'More', owner: 'bea' })
  })
})

describe('changing a view', () => {
  it('gives it another name or question, and loses neither when both come at once', async () => {
    const id = await saved()
    await saved({ name: 'Other' })
    await Promise.all([
      views.rename('ada', id, 'Paid up'),
      views.ask('ada', id, 'status=shipped'),
      views.share('ada', id, true),
    ])
    expect((await views.of('ada')).find(view => view.id === id)).toMatchObject({
      name: 'Paid up',
      query: 'status=shipped',
      isShared: true,
    })
    expect(await views.rename('ada', id, 'OTHER')).toEqual({ kind: 'same name' })
    expect(await views.rename('ada', id, 'PAID UP')).toMatchObject({ kind: 'done', view: { name: 'PAID UP' } })
  })

  it('moves it to a place among those it stands with, and not by it being moved there again', async () => {
    const ids = [await saved({ name: 'A' }), await saved({ name: 'B' }), await saved({ name: 'C' })]
    await saved({ name: 'Shared', isShared: true })
    await saved({ name: 'Hers', owner: 'bea' })
    await views.move('ada', ids[2] ?? '', 0)
    await views.move('ada', ids[2] ?? '', 0)
    expect(await named('ada')).toEqual(['C', 'A', 'B', 'Shared'])
    await views.move('ada', ids[2] ?? '', 99)
    expect(await named('ada')).toEqual(['A', 'B', 'C', 'Shared'])
  })

  it('puts it last of where it comes to be when it is shared, and when it is not any more', async () => {
    const first = await saved({ name: 'First' })
    await saved({ name: 'Second' })
    await saved({ name: 'Shared', isShared: true })
    await views.share('ada', first, true)
    await views.share('ada', first, true)
    expect(await named('ada')).toEqual(['Second', 'Shared', 'First'])
    await views.share('ada', first, false)
    expect(await named('ada')).toEqual(['Second', 'First', 'Shared'])
  })

  it('is up to its owner, shared or not', async () => {
    const id = await saved({ isShared: true })
    const nobody = [
      await views.rename('bea', id, 'Hers'),
      await views.ask('bea', id, 'q=x'),
      await views.share('bea', id, false),
      await views.move('bea', id, 0),
      await views.remove('bea', id),
      await views.remove('ada', v7()),
    ]
    expect(nobody.map(({ kind }) => kind)).toEqual(Array.from({ length: 6 }, () => 'unknown'))
    expect(await views.remove('ada', id)).toMatchObject({ kind: 'done', view: { id } })
    expect(await views.remove('ada', id)).toEqual({ kind: 'unknown' })
    expect(await named('ada')).toEqual([])
  })
})

describe('the view a person begins a list with', () => {
  const begins = async (viewer: string) =>
    (await views.of(viewer)).filter(view => view.isDefault).map(view => view.name)

  it('is one per list and person, own or shared', async () => {
    const [own, shared] = [await saved({ name: 'Own' }), await saved({ name: 'Shared', isShared: true })]
    const hidden = await saved({ name: 'Hers', owner: 'bea' })
    await views.begin('ada', own, true)
    await views.begin('bea', shared, true)
    expect([await begins('ada'), await begins('bea')]).toEqual([['Own'], ['Shared']])
    await views.begin('ada', shared, true)
    await views.begin('ada', shared, true)
    expect(await begins('ada')).toEqual(['Shared'])
    expect(await views.begin('ada', hidden, true)).toEqual({ kind: 'unknown' })
    // What is not the default is not made none.
    await views.begin('ada', own, false)
    expect(await begins('ada')).toEqual(['Shared'])
    await views.begin('ada', shared, false)
    expect(await begins('ada')).toEqual([])
  })

  it('is none any more when it is removed, or not shared any longer', async () => {
    const shared = await saved({ name: 'Shared', isShared: true })
    const other = await saved({ name: 'Other', list: '/products' })
    await views.begin('bea', shared, true)
    await views.begin('ada', other, true)
    await views.share('ada', shared, false)
    expect(await begins('bea')).toEqual([])
    await views.remove('ada', shared)
    expect((await database.pool.query('select view from app.default_view')).rows).toEqual([{ view: other }])
  })
})
