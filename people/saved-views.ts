import type { Pool, PoolClient } from 'pg'
import { nameKey } from '../domain/shared/name.ts'
import { MOST_VIEWS, type NewView, type SavedView, type SavedViews, type ViewOutcome } from './saved-view.ts'
import { inTransaction } from './transaction.ts'

const SEEN = `
  select id, owner, list, name, query, is_shared as "isShared",
    exists (select from app.default_view where viewer = $1 and view = saved_view.id) as "isDefault"
    from app.saved_view where (owner = $1 or is_shared)`
const IN_ORDER = 'order by list, is_shared, place, id'

const listed = async (on: Pool | PoolClient, viewer: string, list?: string): Promise<SavedView[]> => {
  const sql = { name: 'saved_views', text: `${SEEN} and ($2::text is null or list = $2) ${IN_ORDER}` }
  return (await on.query<SavedView>(sql, [viewer, list ?? null])).rows
}

const find = async (on: Pool | PoolClient, viewer: string, id: string): Promise<SavedView | undefined> =>
  (await on.query<SavedView>(`${SEEN} and id = $2`, [viewer, id])).rows[0]

/** One change of a list's views at a time, so that what is counted and where each stands still holds when it is written. */
const alone = <Result>(pool: Pool, list: string, run: (client: PoolClient) => Promise<Result>): Promise<Result> =>
  inTransaction(pool, async client => {
    await client.query(`select pg_advisory_xact_lock(hashtextextended('daybook.views ' || $1, 0))`, [list])
    return run(client)
  })

/** Those that a view stands among, as tabs of its list: its owner's own, or all that are shared. */
const group = (views: readonly SavedView[], { owner, isShared }: Pick<SavedView, 'owner' | 'isShared'>): SavedView[] =>
  views.filter(view => view.isShared === isShared && (isShared || view.owner === owner))

const isNamedAlike = (view: NewView) => (other: SavedView) =>
  other.owner === view.owner && other.id !== view.id && nameKey(other.name) === nameKey(view.name)

const isSame = (a: NewView, b: NewView): boolean =>
  a.list === b.list && a.owner === b.owner && a.name === b.name && a.query === b.query

/** Behind all that it stands among. */
const place = `(select coalesce(max(place), 0) + 1 from app.saved_view
  where list = $1 and is_shared = $2 and ($2 or owner = $3))`

const add = async (client: PoolClient, view: NewView): Promise<void> => {
  const { id, owner, list, name, query, isShared } = view
  const sql = `insert into app.saved_view (list, is_shared, owner, id, name, name_key, query, place)
    values ($1, $2, $3, $4, $5, $6, $7, ${place})`
  await client.query(sql, [list, isShared, owner, id, name, nameKey(name), query])
}

const save = (pool: Pool, view: NewView): Promise<ViewOutcome> =>
  alone(pool, view.list, async client => {
    const { rows } = await client.query<{ owner: string }>('select owner from app.saved_view where id = $1', [view.id])
    const views = await listed(client, view.owner, view.list)
    const known = views.find(({ id }) => id === view.id)
    if (known !== undefined && isSame(known, view)) return { kind: 'done', view: known }
    if (rows.length > 0) return { kind: 'taken' }
    if (views.some(isNamedAlike(view))) return { kind: 'same name' }
    if (group(views, view).length >= MOST_VIEWS) return { kind: 'too many' }
    await add(client, view)
    return { kind: 'done', view: { ...view, isDefault: false } }
  })

type Changed = { readonly client: PoolClient; readonly view: SavedView; readonly views: readonly SavedView[] }

/** Changes a view of an owner, if there is one. */
const change = async (
  pool: Pool,
  owner: string,
  id: string,
  run: (changed: Changed) => Promise<ViewOutcome['kind'] | undefined>,
): Promise<ViewOutcome> => {
  const found = await find(pool, owner, id)
  if (found?.owner !== owner) return { kind: 'unknown' }
  return alone(pool, found.list, async client => {
    const views = await listed(client, owner, found.list)
    const view = views.find(one => one.id === id)
    if (view === undefined) return { kind: 'unknown' }
    const refused = await run({ client, view, views })
    if (refused !== undefined && refused !== 'done') return { kind: refused }
    return { kind: 'done', view: (await find(client, owner, id)) ?? view }
  })
}

const rename = async ({ client, view, views }: Changed, name: string): Promise<'same name' | undefined> => {
  if (views.some(isNamedAlike({ ...view, name }))) return 'same name'
  await client.query('update app.saved_view set name = $2, name_key = $3 where id = $1', [view.id, name, nameKey(name)])
  return undefined
}

const share = async ({ client, view, views }: Changed, isShared: boolean): Promise<'too many' | undefined> => {
  if (view.isShared === isShared) return undefined
  if (group(views, { ...view, isShared }).length >= MOST_VIEWS) return 'too many'
  const sql = `update app.saved_view set is_shared = $2, place = ${place} where id = $4`
  await client.query(sql, [view.list, isShared, view.owner, view.id])
  return undefined
}

const move = async ({ client, view, views }: Changed, to: number): Promise<undefined> => {
  const ids = group(views, view).flatMap(({ id }) => (id === view.id ? [] : [id]))
  const sql = `update app.saved_view set place = number from unnest($1::uuid[]) with ordinality as o (one, number) where id = one`
  await client.query(sql, [ids.toSpliced(to, 0, view.id)])
}

const remove = async ({ client, view }: Changed): Promise<undefined> => {
  await client.query('delete from app.default_view where view = $1', [view.id])
  await client.query('delete from app.saved_view where id = $1', [view.id])
}

const begin = async (pool: Pool, viewer: string, id: string, isDefault: boolean): Promise<ViewOutcome> => {
  const view = await find(pool, viewer, id)
  if (view === undefined) return { kind: 'unknown' }
  const sql = isDefault
    ? `insert into app.default_view (viewer, list, view) values ($1, $2, $3)
        on conflict (viewer, list) do update set view = excluded.view`
    : 'delete from app.default_view where viewer = $1 and list = $2 and view = $3'
  await pool.query(sql, [viewer, view.list, id])
  return { kind: 'done', view: { ...view, isDefault } }
}

/** Saved views in the tables of `tables.ts`, which are there. */
export const openSavedViews = (pool: Pool): SavedViews => ({
  of: (viewer, list) => listed(pool, viewer, list),
  save: view => save(pool, view),
  rename: (owner, id, name) => change(pool, owner, id, changed => rename(changed, name)),
  ask: (owner, id, query) =>
    change(pool, owner, id, async ({ client }) => {
      await client.query('update app.saved_view set query = $2 where id = $1', [id, query])
      return undefined
    }),
  share: (owner, id, isShared) => change(pool, owner, id, changed => share(changed, isShared)),
  move: (owner, id, to) => change(pool, owner, id, changed => move(changed, to)),
  remove: (owner, id) => change(pool, owner, id, remove),
  begin: (viewer, id, isDefault) => begin(pool, viewer, id, isDefault),
})
