import { describe, expect, it } from 'vitest'
import { recordAccesses } from '../../../eventstore/audit/accesses.ts'
import { rewriteTerms } from '../../../eventstore/audit/rewrite-terms.ts'
import { askForVerification, claimVerification, finishVerification } from '../../../eventstore/audit/verifications.ts'
import { CanNotSeal } from '../../../eventstore/proof/keep-seal.ts'
import { openTrailBook } from '../../../eventstore/proof/seal-book.ts'
import { openTrail } from '../../../eventstore/trail/trail.ts'
import { key, look, looked, openTestTrail } from './sealed-trail.ts'

describe('sealing the trail', () => {
  it('covers with its first seal all that is there, then what was added since', async () => {
    const trail = await openTestTrail()
    expect(await trail.seal()).toBe(0)
    expect(await trail.trail.seals.last()).toBeUndefined()
    await looked(trail.database.pool, 3_000)
    const at = new Date()
    expect(await trail.seal({ clock: () => at })).toBe(3_000)
    await looked(trail.database.pool, 5)
    expect(await trail.verify()).toEqual({
      since: at.toISOString(),
      sealed: { access: 3_000, export: 0, verification: 0 },
      unsealed: { access: 5, export: 0, verification: 0 },
      faulty: 0,
      first: [],
    })
    expect(await trail.seal()).toBe(5)
    expect(await trail.seal()).toBe(0)
    const last = await trail.trail.seals.last()
    expect(last?.header).toMatchObject({ number: 1, tables: { access: { after: 3_000, last: 3_005, rows: 5 } } })
  })

  it('waits until a block is full unless the rest is wanted, too', async () => {
    const trail = await openTestTrail()
    await looked(trail.database.pool, 1_000)
    expect(await trail.seal({ partial: false })).toBe(0)
    await looked(trail.database.pool, 24)
    expect(await trail.seal({ partial: false })).toBe(1_024)
  })

  it('does not seal past a row whose number was taken and which is not there yet', async () => {
    const trail = await openTestTrail()
    const slow = await trail.database.pool.connect()
    await slow.query('begin')
    const insert = `insert into app.access (id, at, viewer, kind, path, params, query, terms)
      values (gen_random_uuid(), now(), 'slow', 'view', '/', '{}', '', '[]')`
    await slow.query(insert)
    await looked(trail.database.pool, 3)
    const sealing = trail.seal()
    await expect(trail.seal({ signal: AbortSignal.timeout(200) })).rejects.toThrow()
    await slow.query('commit')
    slow.release()
    expect(await sealing).toBe(4)
    expect(await trail.verify()).toMatchObject({ faulty: 0, sealed: { access: 4 } })
  })

  it('numbers and seals what a release has left that did neither', async () => {
    const { database, verify, seal } = await openTestTrail()
    await looked(database.pool, 3)
    await database.pool.query('alter table app.access drop column number; drop table app.trail_seal')
    await openTrail(database.pool)
    await looked(database.pool, 1)
    expect(await verify()).toMatchObject({ since: null, faulty: 0, unsealed: { access: 4 } })
    expect(await seal()).toBe(4)
    expect(await verify()).toMatchObject({ faulty: 0, sealed: { access: 4 } })
  })

  it('leaves alone what an earlier release writes beside it until that was rewritten, and all that comes with it', async () => {
    const trail = await openTestTrail()
    const { pool } = trail.database
    await looked(pool, 2)
    await pool.query(`insert into app.access (id, at, viewer, kind, path, params, query)
      values (gen_random_uuid(), now(), 'ada', 'search', '/customers', '{}', 'q=ada%40example.org')`)
    await expect(trail.seal()).rejects.toThrow('an earlier release of Daybook')
    const owner = await pool.connect()
    await rewriteTerms(owner, { hash: word => word, key, now: () => new Date() })
    owner.release()
    expect(await trail.seal()).toBe(4)
    expect(await trail.verify()).toMatchObject({ faulty: 0, sealed: { access: 4 } })
  })

  it('takes numbers that were never used for what they are', async () => {
    const trail = await openTestTrail()
    await trail.database.pool.query(`select nextval(pg_get_serial_sequence('app.access', 'number'))`)
    await looked(trail.database.pool, 2)
    expect(await trail.seal()).toBe(2)
    expect(await trail.verify()).toMatchObject({ faulty: 0, sealed: { access: 2 } })
  })

  it('seals a verification once it has ended, and what was asked for after it later', async () => {
    const trail = await openTestTrail()
    const { pool } = trail.database
    const [first, second] = ['00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000002']
    await askForVerification(pool, first, 'ada')
    expect(await trail.seal()).toBe(0)
    await claimVerification(pool, 'spec')
    await finishVerification(pool, { id: first, owner: 'spec' }, { error: 'none' })
    await askForVerification(pool, second, 'ada')
    expect(await trail.seal()).toBe(1)
    await claimVerification(pool, 'spec')
    expect(await trail.verify()).toMatchObject({
      faulty: 0,
      sealed: { verification: 1 },
      unsealed: { verification: 1 },
    })
    await expect(pool.query('update app.verification set result = null')).rejects.toThrow('is not changed')
    await expect(pool.query('truncate app.verification')).rejects.toThrow('append-only')
  })

  it('goes on by several at once, a thousand looks at the same time, without a false alarm', async () => {
    const trail = await openTestTrail()
    const others = [1, 2, 3, 4].map(() => recordAccesses(trail.database.pool, word => word))
    const done = new AbortController()
    const sealing = [trail.trail, await openTrail(trail.database.pool, trail.file)].map(async of => {
      while (!done.signal.aborted) await trail.seal({ trail: of })
    })
    const verifying = (async () => {
      while (!done.signal.aborted) expect((await trail.verify()).first).toEqual([])
    })()
    const looks = others.flatMap((record, at) =>
      Array.from({ length: 250 }, (_, index) => record(look(new Date(), `viewer-${at}-${index}`))),
    )
    await Promise.all(looks)
    done.abort()
    await Promise.all([...sealing, verifying])
    await trail.seal()
    expect(await trail.verify()).toMatchObject({ faulty: 0, sealed: { access: 1_000 }, unsealed: { access: 0 } })
  })
})

describe('the book of the trail', () => {
  it('is written before the row, and an interrupted seal is stored as it was written down', async () => {
    const trail = await openTestTrail()
    await looked(trail.database.pool, 10)
    const seals = { ...trail.trail.seals, add: async (_: unknown, write?: () => void) => Promise.reject(write?.()) }
    await trail.seal({ trail: { ...trail.trail, seals } }).catch(() => undefined)
    await looked(trail.database.pool, 3)
    const at = openTrailBook(trail.file).seals().get(0)?.header.sealedAt
    expect(await trail.seal({ clock: () => new Date(Date.now() + 1_000) })).toBe(3)
    expect((await trail.trail.seals.at(0))?.header).toMatchObject({ sealedAt: at, tables: { access: { last: 10 } } })
    expect(await trail.verify()).toMatchObject({ faulty: 0, sealed: { access: 13 } })
  })

  it('stores no interrupted seal of rows that were changed since', async () => {
    const trail = await openTestTrail()
    await looked(trail.database.pool, 10)
    const seals = { ...trail.trail.seals, add: async (_: unknown, write?: () => void) => Promise.reject(write?.()) }
    await trail.seal({ trail: { ...trail.trail, seals } }).catch(() => undefined)
    await trail.asOwner(`update app.access set viewer = 'nobody' where number = 4`)
    await expect(trail.seal()).rejects.toThrow(CanNotSeal)
  })
})
