import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localViewer } from '../../bin/local-viewer.ts'
import type { Permission } from '../../domain/viewer.ts'
import { lookingAs } from '../support/looking-as.ts'
import { startServer, type TestServer } from '../support/server.ts'

let server: TestServer
const { viewerOf, as } = lookingAs()
beforeAll(async () => {
  server = await startServer(undefined, viewerOf)
}, 60_000)
afterAll(() => server.close())

const may = (...permissions: Permission[]) => ({ may: new Set(permissions) })

const newProducts = async (many: number, name = 'Lamp'): Promise<string[]> => {
  const skus = Array.from({ length: many }, () => `B-${randomUUID().slice(0, 8).toUpperCase()}`)
  for (const id of skus) expect((await server.send('/api/products', { id, names: { en: name } })).status).toBe(200)
  await server.caughtUp()
  return skus
}

type Chosen = { readonly id: string; readonly page: string }
const choose = async (data: object): Promise<Chosen> => {
  const answer = await server.send('/api/bulk/products', { action: 'ActivateProducts', ...data })
  expect(answer.status, answer.body).toBe(200)
  return answer.json() as Chosen
}
const refusal = async (data: object) => {
  const { status, json } = await server.send('/api/bulk/products', { action: 'ActivateProducts', ...data })
  return [status, (json() as { code?: string }).code]
}
const step = (id: string, name: string) => server.send(`/api/bulk/products/${id}/${name}`, {})
const stateOf = (id: string, state: string) =>
  expect
    .poll(
      async () => (await server.shop.pool.query('select state from app.bulk_run where id = $1', [id])).rows[0]?.state,
      {
        timeout: 20_000,
      },
    )
    .toBe(state)
const statusOf = async (sku: string) =>
  ((await server.get(`/api/products/${sku}`, { accept: 'application/json' })).json() as { status: string }).status
const run = async (data: object): Promise<Chosen> => {
  const chosen = await choose(data)
  await stateOf(chosen.id, 'previewed')
  expect((await step(chosen.id, 'Start')).status).toBe(200)
  await stateOf(chosen.id, 'done')
  await server.caughtUp()
  return chosen
}

describe('what is done with many things', () => {
  it('is looked at, done and undone', async () => {
    const skus = await newProducts(3)
    const { id, page } = await choose({ ids: skus })
    expect(page).toBe(`/bulk/products/${id}`)
    await stateOf(id, 'previewed')
    expect(await statusOf(skus[0] ?? '')).toBe('inactive')
    expect((await server.get(page)).body).toContain('Would change')
    expect((await step(id, 'Start')).json()).toEqual({ id, page })
    await stateOf(id, 'done')
    expect((await step(id, 'Start')).json()).toEqual({ id, page })
    await server.caughtUp()
    expect(await Promise.all(skus.map(statusOf))).toEqual(['active', 'active', 'active'])
    const undo = (await step(id, 'Undo')).json() as Chosen
    await stateOf(undo.id, 'previewed')
    expect((await server.get(undo.page)).body).toContain('Undo for 3 products')
    await step(undo.id, 'Start')
    await stateOf(undo.id, 'done')
    await server.caughtUp()
    expect(await Promise.all(skus.map(statusOf))).toEqual(['inactive', 'inactive', 'inactive'])
  })

  it('is what the list shows under its filter, on all of its pages', async () => {
    const skus = await newProducts(60, 'Zzyzx')
    await server.send(`/api/products/${skus[0]}/activation`, {})
    await server.caughtUp()
    const { id } = await choose({ all: true, filter: 'q=zzyzx&status=inactive&limit=7&cursor=nonsense' })
    const { rows } = await server.shop.pool.query('select id from app.bulk_item where run = $1 order by id', [id])
    expect(rows.map(({ id }) => id)).toEqual(skus.slice(1).sort())
  })

  it('names each thing once, in its one spelling', async () => {
    const [sku = ''] = await newProducts(1)
    const { id } = await choose({ ids: [sku, sku.toLowerCase(), ` ${sku} `] })
    expect((await server.shop.pool.query('select id from app.bulk_item where run = $1', [id])).rows).toEqual([
      { id: sku },
    ])
  })

  it('is recorded for each that a rule refuses when it is done, as a command that was sent alone', async () => {
    const [good = '', bad = ''] = await newProducts(2)
    const { id } = await choose({ ids: [good, bad] })
    await stateOf(id, 'previewed')
    await server.send(`/api/products/${bad}/discontinuation`, { reason: 'Worn out' })
    await step(id, 'Start')
    await stateOf(id, 'done')
    const refused = async () => {
      const sql = `select viewer, kind, path, params from app.access where params ->> 'run' = $1 order by id`
      return (await server.shop.pool.query(sql, [id])).rows
    }
    const expected = {
      viewer: localViewer.id,
      kind: 'refused',
      path: '/api/products/:id/activation',
      params: { id: bad, code: 'ProductIsDiscontinued', run: id },
    }
    await expect.poll(refused).toEqual([expected])
    expect((await server.get(`/access?viewer=${localViewer.id}`)).body).toContain('among many things at once, run:')
  })

  it('is told in a file with a line for each', async () => {
    const [sku = '', gone = ''] = await newProducts(2, '=Lamp, "big"')
    await server.send(`/api/products/${gone}/discontinuation`, { reason: 'Old' })
    const { id } = await run({ ids: [sku, gone, 'NOBODY'] })
    const { body, headers } = await server.get(`/api/bulk/products/${id}/report.csv`)
    expect(headers['content-type']).toBe('text/csv; charset=utf-8')
    expect(
      body
        .replace(/^\uFEFF/, '')
        .trimEnd()
        .split('\n'),
    ).toEqual([
      'Key,Name,Outcome,Reason',
      `${sku},"'=Lamp, ""big""",changed,`,
      `${gone},"'=Lamp, ""big""",refused,Product ${gone} is discontinued and can no longer be changed.`,
      'NOBODY,,refused,There is no product NOBODY. Check the SKU or create the product first.',
    ])
  })

  it('is what a form without script asks for', async () => {
    const [sku = ''] = await newProducts(1)
    const chosen = await server.submit('/api/bulk/products', { action: 'ActivateProducts', ids: sku, filter: '' })
    expect(chosen.status).toBe(303)
    const page = String(chosen.headers['location'])
    await stateOf(page.split('/').at(-1) ?? '', 'previewed')
    expect((await server.submit(`/api${page}/Start`, {})).headers['location']).toBe(page)
  })
})

describe('what is refused', () => {
  it('is nothing, too much, an action that is none, and what no list offers', async () => {
    expect(await refusal({})).toEqual([422, 'BulkNothing'])
    expect(await refusal({ all: true, filter: 'q=nobodyhasthis' })).toEqual([422, 'BulkNothing'])
    expect(await refusal({ ids: ['A'], action: 'DiscontinueProduct' })).toEqual([422, 'Invalid'])
    expect(await refusal({ ids: ['A'], action: 'constructor' })).toEqual([422, 'Invalid'])
    expect(await refusal({ ids: ['a b'] })).toEqual([422, 'Invalid'])
    expect(await refusal({ ids: Array.from({ length: 501 }, (_, index) => `P${index}`) })).toEqual([422, 'Invalid'])
    expect(await refusal({ all: true, filter: 'status=nonsense' })).toEqual([400, 'BadListQuery'])
    expect(await refusal({ ids: 'A', all: 'perhaps' })).toEqual([422, 'Invalid'])
  })

  it('is more than twenty thousand at once', async () => {
    const { rows } = await server.owner.query<{ schema: string }>(
      `select schemaname as schema from pg_tables where tablename = 'product' and schemaname like 'products_v%' limit 1`,
    )
    const table = `"${rows[0]?.schema}".product`
    const [sku = ''] = await newProducts(1)
    const columns = (
      await server.owner.query<{ name: string }>(
        `select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped
           and attgenerated = '' and attname <> 'sku'`,
        [table],
      )
    ).rows
      .map(({ name }) => `"${name}"`)
      .join()
    const copy = (from: number, to: number) =>
      server.owner.query(
        `insert into ${table} (sku, ${columns}) select 'MANY-' || n, ${columns} from ${table}, generate_series($1::int, $2::int) n
         where sku = $3`,
        [from, to, sku],
      )
    const { rows: had } = await server.owner.query<{ count: number }>(`select count(*)::int as count from ${table}`)
    await copy(1, 20_000 - (had[0]?.count ?? 0))
    const { id } = await choose({ all: true })
    await step(id, 'Stop')
    expect((await server.shop.pool.query('select from app.bulk_item where run = $1', [id])).rowCount).toBe(20_000)
    await copy(30_000, 30_000)
    expect(await refusal({ all: true })).toEqual([422, 'BulkTooMany'])
    await server.owner.query(`delete from ${table} where sku like 'MANY-%'`)
  }, 120_000)

  it('is what somebody may not do, and the run of somebody else', async () => {
    const [sku = ''] = await newProducts(1)
    const { id, page } = await choose({ ids: [sku] })
    await stateOf(id, 'previewed')
    await as(may('product:read'), async () => {
      expect(await refusal({ ids: [sku] })).toEqual([403, 'Forbidden'])
      expect((await step(id, 'Start')).status).toBe(403)
      expect((await server.get('/products')).body).not.toContain('value="ActivateProducts"')
      expect((await server.get(page)).body).not.toContain('<button class="button primary">')
    })
    await as({ id: 'somebody-else' }, async () => {
      for (const name of ['Start', 'Stop', 'Undo']) expect((await step(id, name)).status, name).toBe(404)
      expect((await server.get(page)).status).toBe(404)
      expect((await server.get(`/api${page}/report.csv`)).status).toBe(404)
    })
    await as(may('order:read'), async () => expect((await server.get(page)).status).toBe(403))
  })

  it('is a run that there is not, and a step that can not be taken', async () => {
    for (const id of [randomUUID(), 'nonsense', '%00', "'"]) {
      expect((await step(id, 'Start')).status, id).toBe(404)
      expect((await server.get(`/bulk/products/${id}`)).status, id).toBe(404)
      expect((await server.get(`/api/bulk/products/${id}/report.csv`)).status, id).toBe(404)
    }
    const { id } = await choose({ ids: await newProducts(1) })
    expect((await step(id, 'Undo')).status).toBe(409)
    expect((await step(id, 'Stop')).status).toBe(200)
    expect((await step(id, 'Start')).status).toBe(409)
    expect((await step(id, 'Stop')).status).toBe(409)
    expect((await server.send(`/api/bulk/products/${id}/Start`, { id: 'x' })).status).toBe(422)
  })
})

describe('the list', () => {
  it('offers what can be done with its rows', async () => {
    await newProducts(1)
    const { body } = await server.get('/products?status=inactive')
    expect(body).toContain('name="filter" value="status=inactive"')
    expect(body).toMatch(/<button name="action" value="ActivateProducts">Put on sale<\/button>/)
  })
})
