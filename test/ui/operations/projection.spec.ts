import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { products } from '../../../projections/catalog/product.ts'
import { versionName } from '../../../projections/engine/model/projection.ts'
import { projections } from '../../../projections/index.ts'
import { sales } from '../../../projections/orders/sales.ts'
import { cardOf, textOf } from '../../support/markup.ts'
import { startServer, type TestServer } from '../../support/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
  for (const id of ['MUG', 'CUP']) await server.send('/api/products', { id, names: { en: id } })
})
afterAll(() => server.close())

const page = async (model = 'products') => {
  const { status, body } = await server.get(`/projections/${model}`)
  expect(status).toBe(200)
  return body
}
const ask = (kind: string, model = 'products') => server.send(`/api/projections/${model}/jobs`, { kind })
const generations = async () => textOf(cardOf(await page(), 'Generations'))
const jobs = async () => textOf(cardOf(await page(), 'Rebuilds'))

const park = async (sequence: string, position: number) => {
  const { rows } = await server.shop.pool.query<{ event_id: string }>(
    'select event_id from log.events where position = $1',
    [position],
  )
  await server.shop.pool.query(
    `insert into projections.parked (model, version, generation, sequence, commit, prepare, event_id, error, attempts)
     select model, version, generation, $1, $2, $2, $3, 'no such row', 1 from projections.generation
     where model = 'products' and state = 'active'`,
    [sequence, position, rows[0]?.event_id ?? 'gone'],
  )
}

describe('a read model', () => {
  it('is rebuilt on demand, and the page says what came of it and who asked', async () => {
    const answer = await ask('rebuild')
    expect([answer.status, answer.json()]).toEqual([200, { asked: ['products'] }])
    await expect.poll(jobs, { timeout: 15_000 }).toMatch(/rebuild done .*generation 2 is read, same rows as before/)
    expect(await jobs()).toContain('local')
    expect(await generations()).toMatch(/1 \d retired .* 2 \d active/)
  })

  it('is taken back', async () => {
    await ask('roll back')
    await expect.poll(jobs, { timeout: 15_000 }).toMatch(/rollback done .*generation 1 is read/)
    expect(await generations()).toMatch(/1 \d active .* 2 \d retired/)
  })

  it('is compared, and rows that differ stand side by side', async () => {
    await server.shop.pool.query(
      `update products_v${products.version}_g1.product set status = 'discontinued' where sku = 'MUG'`,
    )
    await ask('dry run')
    await expect.poll(jobs, { timeout: 15_000 }).toContain('1 row differs')
    const compared = textOf(cardOf(await page(), 'Last comparison'))
    expect(compared).toMatch(/product 2 2 1 status \(1\)/)
    expect(compared).toMatch(/MUG status discontinued status inactive/)
    await server.shop.pool.query(
      `update products_v${products.version}_g1.product set status = 'inactive' where sku = 'MUG'`,
    )
  })

  it('that nobody knows has no page and takes no jobs', async () => {
    expect((await server.get('/projections/unknown')).status).toBe(404)
    expect((await ask('rebuild', 'unknown')).status).toBe(404)
    expect((await server.send('/api/projections/unknown/parked/retry', { sequence: 'x' })).status).toBe(404)
  })
})

describe('a job', () => {
  it('that is asked for while another is under way is refused; a person is told so', async () => {
    // Held by a process that is still there: nobody takes it over.
    await server.shop.pool.query(
      `insert into projections.job (id, model, versions, kind, state, asked_by, owner, seen_at, progress)
       values ('00000000-0000-4000-8000-000000000001', 'sales', array[$1], 'rebuild', 'running', 'ada', 'elsewhere',
         clock_timestamp() + interval '1 minute',
         '{"stage":"building","generation":2,"events":1234,"perSecond":5000,"position":"00000000000000000050-00000000000000000050","head":"00000000000000000100-00000000000000000100"}')`,
      [versionName(sales)],
    )
    const { status, body } = await server.submit('/api/projections/sales/jobs', { kind: 'rebuild' })
    expect([status, textOf(body)]).toEqual([409, expect.stringContaining('under way for sales already')])
    expect(textOf(cardOf(await page('sales'), 'Rebuilds'))).toMatch(/rebuild building 50 %, 1,234 events, 5,000\/s/)
    const all = await server.send('/api/projection-jobs', { kind: 'dry run' })
    expect(all.json()).not.toMatchObject({ asked: expect.arrayContaining(['sales']) })
  })

  it('is cancelled, and twice is told', async () => {
    const path = '/api/projection-jobs/00000000-0000-4000-8000-000000000001/cancellation'
    const first = await server.submit(path, {})
    expect([first.status, first.headers['location']]).toEqual([303, '/projections'])
    expect(textOf(cardOf(await page('sales'), 'Rebuilds'))).toContain('rebuild ending')
    await server.shop.pool.query(`update projections.job set state = 'cancelled' where owner = 'elsewhere'`)
    expect((await server.send(path, {})).status).toBe(409)
    expect((await server.send('/api/projection-jobs/none/cancellation', {})).status).toBe(404)
  })

  it('needs a kind there is, and nothing else', async () => {
    for (const data of [{}, { kind: 'delete' }, { kind: 'rebuild', more: 1 }, []])
      expect((await server.send('/api/projections/products/jobs', data)).status, JSON.stringify(data)).toBe(422)
  })
})

describe('a parked sequence', () => {
  it('is shown with its error, retried, and gone when it succeeds', async () => {
    await park('product-MUG', 2)
    expect(textOf(cardOf(await page(), 'Parked events'))).toMatch(/product-MUG 1 no such row 2 /)
    const answer = await server.send('/api/projections/products/parked/retry', { sequence: 'product-MUG' })
    expect([answer.status, answer.json()]).toEqual([200, { replayed: 1, left: 0 }])
    expect(textOf(cardOf(await page(), 'Parked events'))).toContain('Nothing is parked')
  })

  it('is given up on demand', async () => {
    await park('product-CUP', 3)
    const answer = await server.send('/api/projections/products/parked/release', { sequence: 'product-CUP' })
    expect([answer.status, answer.json()]).toEqual([200, { released: 1 }])
    const again = await server.send('/api/projections/products/parked/release', { sequence: 'product-CUP' })
    expect(again.json()).toEqual({ released: 0 })
  })

  it('is retried with all others', async () => {
    await park('product-MUG', 2)
    await park('product-CUP', 3)
    const answer = await server.send('/api/projections/products/parked/retry-all', {})
    expect(answer.json()).toEqual({
      retried: { 'product-MUG': { replayed: 1, left: 0 }, 'product-CUP': { replayed: 1, left: 0 } },
    })
  })

  it('is an alarm, and in the figures', async () => {
    expect((await server.get('/health/projecting')).json()).toEqual({ status: 'projecting', troubles: [] })
    await park('product-MUG', 2)
    const alarm = await server.get('/health/projecting')
    expect([alarm.status, alarm.json()]).toEqual([
      503,
      {
        status: 'in trouble',
        troubles: [{ name: versionName(products), detail: '1 sequences are parked, 0 are allowed' }],
      },
    ])
    const { body, headers } = await server.get('/metrics')
    expect(headers['content-type']).toContain('text/plain')
    expect(body).toMatch(
      /daybook_projection_parked_events\{model="products",version="\d+",generation="1",state="active"\} 1\n/,
    )
    expect(body).toMatch(/daybook_projection_behind_seconds\{model="sales",.*\} 0\n/)
    expect(body).toMatch(new RegExp(`daybook_projector_leading ${projections.length}\\n`))
    expect(body).toMatch(/nodejs_eventloop_lag_seconds /)
    await server.send('/api/projections/products/parked/release', { sequence: 'product-MUG' })
  })
})

it('the page is an event stream, too, whose first message is all there is to see', async () => {
  await server.app.listen({ host: '127.0.0.1', port: 0 })
  const address = server.app.server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  const stop = new AbortController()
  const { headers, body } = await fetch(`http://127.0.0.1:${port}/live?of=/projections/products`, {
    signal: stop.signal,
  })
  expect(headers.get('content-type')).toContain('text/event-stream')
  let text = ''
  for await (const chunk of body ?? []) {
    text += Buffer.from(chunk).toString()
    if (/^data: .*\n\n/ms.test(text)) break
  }
  stop.abort()
  expect(text).toMatch(/^retry: 2000\n\nevent: \/projections\/products\ndata: <section/)
  expect(text).toContain('Nothing is parked')
})
