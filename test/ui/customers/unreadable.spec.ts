import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { watchKeys } from '../../../eventstore/audit/check-keys.ts'
import { address } from '../../support/customer-forms.ts'
import { textOf } from '../../support/markup.ts'
import { startServer, type TestServer } from '../../support/server.ts'
import { register } from '../../support/shop-filling.ts'

const keysOf = async ({ store, vault }: TestServer['shop']) => {
  const keys = watchKeys()
  for (const event of (await store.readAll({ limit: 10_000 })).events) keys.see(event)
  return keys.check(vault)
}

let server: TestServer
let damaged: string
let missing: string
let sound: string
beforeAll(async () => {
  server = await startServer()
  damaged = await register(server, { firstName: 'Ada' })
  missing = await register(server, { firstName: 'Bob' })
  sound = await register(server, { firstName: 'Cy' })
  // One bit of one key, and a row that is gone.
  await sql(
    `update vault.subject_key set wrapped = set_byte(wrapped, 30, get_byte(wrapped, 30) # 1) where subject = $1`,
    damaged,
  )
  await sql(`delete from vault.subject_key where subject = $1`, missing)
})
afterAll(() => server.close())

const sql = (statement: string, id: string) => server.owner.query(statement, [`customer-${id}`])
const note = (id: string) => server.send(`/api/customers/${id}/notes`, { text: 'Called.' })
const opened = async (path: string) => {
  const { status, body } = await server.get(path)
  expect(status, body).toBe(200)
  return textOf(body)
}
const unfinishedJobs = () => server.shop.pool.query(`select from projections.job where state in ('waiting', 'running')`)

describe('personal data that can not be read', () => {
  it('costs the person alone: their page opens and says so, and others go on', async () => {
    for (const id of [damaged, missing]) {
      expect(await opened(`/customers/${id}`)).toContain('Hopper')
      expect(await opened(`/history/customer/${id}`)).toContain('can not be read')
      const [event] = await server.shop.store.readStream(`customer-${id}`)
      expect(await opened(`/events/${event?.id}`)).toContain(
        'can not be read: the key that opens it is missing or damaged',
      )
    }
    expect((await note(sound)).json()).toMatchObject({ stale: false })
  })

  it('is not written on: no second key hides that the first is lost', async () => {
    for (const id of [damaged, missing]) {
      const refused = await note(id)
      expect([refused.status, refused.json()]).toEqual([409, expect.objectContaining({ code: 'PersonalUnreadable' })])
      const form = await server.submit(`/api/customers/${id}/addresses`, address())
      expect(textOf(form.body)).toContain('An operator can bring it back from a backup')
    }
    const { rowCount } = await sql('select from vault.subject_key where subject = $1', missing)
    expect(rowCount).toBe(0)
  })

  it('is named by a verification, with why', async () => {
    const found = await keysOf(server.shop)
    expect(found.subjects).toBe(3)
    expect(found.first.toSorted((a, b) => a.why.localeCompare(b.why))).toEqual([
      { subject: `customer-${damaged}`, why: 'damaged' },
      { subject: `customer-${missing}`, why: 'missing' },
    ])
  })

  it('parks what is about the person where read models are built anew, and nothing else', async () => {
    expect((await server.send('/api/projection-jobs', { kind: 'rebuild' })).status).toBe(200)
    await vi.waitFor(async () => expect((await unfinishedJobs()).rowCount).toBe(0), 60_000)
    const { rows } = await server.shop.pool.query<{ state: string }>('select distinct state from projections.job')
    expect(rows).toEqual([{ state: 'done' }])
    expect(await opened('/projections/customer')).toContain(`the personal data of customer-${damaged} can not be read`)
    expect(await opened(`/customers/${sound}`)).toContain('Hopper')
    expect((await note(sound)).json()).toMatchObject({ stale: false })
    expect((await server.get('/health/projecting')).status).toBe(503)
  })

  it('does not keep a shop of the past from being built', async () => {
    const { id } = (await server.send('/api/as-of', { at: '2099-01-01' })).json() as { id: string }
    await vi.waitFor(async () => expect((await server.get(`/as-of/${id}/customers`)).status).toBe(200), 20_000)
    expect((await server.get(`/as-of/${id}/customers/${sound}`)).status).toBe(200)
  })

  it('is whole again once the key is back and the parked events are tried again', async () => {
    await sql(
      `update vault.subject_key set wrapped = set_byte(wrapped, 30, get_byte(wrapped, 30) # 1) where subject = $1`,
      damaged,
    )
    expect((await server.send('/api/projections/customer/parked/retry-all', {})).status).toBe(200)
    await vi.waitFor(async () => expect(await opened(`/customers/${damaged}`)).toContain('Ada'), 20_000)
    expect((await note(damaged)).status).toBe(200)
  })

  it('can be erased all the same', async () => {
    expect((await server.send(`/api/customers/${missing}/erasure`, {})).status).toBe(200)
  })
})
