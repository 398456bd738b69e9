import { describe, expect, it } from 'vitest'
import { looked, openTestTrail, type SealedTrail } from './sealed-trail.ts'

/** Two seals: of 1,500 looks, and of the 100 of the hour after. */
const sealedTwice = async (): Promise<SealedTrail> => {
  const trail = await openTestTrail()
  await looked(trail.database.pool, 1_500, new Date(Date.now() - 60 * 60_000))
  await trail.seal({ clock: () => new Date(Date.now() - 60 * 60_000 + 1_000) })
  await looked(trail.database.pool, 100)
  await trail.seal()
  return trail
}

const rows = (why: string, after: number, last: number, sealed: number, found: number) => ({
  kind: 'rows',
  table: 'access',
  why,
  after,
  last,
  sealed,
  found,
  sealedAt: expect.any(String),
})

describe('who looked at what, changed by the owner of the database,', () => {
  it('is named with its range when a row was changed', async () => {
    const trail = await sealedTwice()
    expect(await trail.verify()).toMatchObject({ sealed: { access: 1_600 }, faulty: 0, first: [] })
    await trail.asOwner(`update app.access set viewer = 'nobody' where number = 1200`)
    const verified = await trail.verify()
    expect(verified.first).toEqual([rows('changed', 1_024, 1_500, 476, 476)])
    expect(verified.sealed.access).toBe(1_600 - 476)
  })

  it('is named for any column of it', async () => {
    const trail = await sealedTwice()
    const changes = [
      `at = at + interval '1 microsecond'`,
      `kind = 'search'`,
      `path = '/'`,
      `params = '{"id": "2"}'`,
      `query = ''`,
      'id = gen_random_uuid()',
      `at = 'infinity'`,
    ]
    await trail.asOwner('create table saved as select * from app.access where number = 1550')
    for (const change of changes) {
      await trail.asOwner(`update app.access set ${change} where number = 1550`)
      expect((await trail.verify()).first, change).toEqual([rows('changed', 1_500, 1_600, 100, 100)])
      await trail.asOwner(`delete from app.access where number = 1550;
        insert into app.access overriding system value select * from saved`)
      expect((await trail.verify()).first, change).toEqual([])
    }
  })

  it('is named when a row was taken out', async () => {
    const trail = await sealedTwice()
    await trail.asOwner('delete from app.access where number = 7')
    expect((await trail.verify()).first).toEqual([rows('missing', 0, 1_024, 1_024, 1_023)])
  })

  it('is named when the last rows of a seal were taken out, or all', async () => {
    const trail = await sealedTwice()
    await trail.asOwner('delete from app.access where number = 1600')
    expect((await trail.verify()).first).toEqual([rows('missing', 1_500, 1_600, 100, 99)])
    await trail.asOwner('truncate app.access')
    expect(await trail.verify()).toMatchObject({ faulty: 3, first: [{ found: 0 }, { found: 0 }, { found: 0 }] })
  })

  it('is named when a row was slipped in among the others, also below the first number', async () => {
    const trail = await sealedTwice()
    const copy = (number: number) => `insert into app.access (id, number, at, viewer, kind, path, params, query)
      overriding system value
      select gen_random_uuid(), ${number}, at, 'eve', kind, path, params, query from app.access where number = 5`
    await trail.asOwner(copy(-1))
    expect((await trail.verify()).first).toEqual([rows('added', 0, 1_024, 1_024, 1_025)])
    await trail.asOwner(`delete from app.access where number in (-1, 1400); ${copy(1400)}`)
    expect((await trail.verify()).first).toEqual([rows('changed', 1_024, 1_500, 476, 476)])
  })

  it('is named when rows have changed places', async () => {
    const trail = await sealedTwice()
    await trail.asOwner(`
      alter table app.access alter number drop identity; update app.access set number = 0 where number = 3; update app.access set number = 3 where number = 1030;
      update app.access set number = 1030 where number = 0`)
    expect((await trail.verify()).first).toEqual([
      rows('changed', 0, 1_024, 1_024, 1_024),
      rows('changed', 1_024, 1_500, 476, 476),
    ])
  })

  it('is named when a row was added today and says that it is of an earlier day, sealed or not', async () => {
    const trail = await sealedTwice()
    const at = new Date(Date.now() - 30 * 60_000)
    await looked(trail.database.pool, 1, at)
    const late = { kind: 'late', table: 'access', count: 1, first: 1_601, sealedAt: expect.any(String) }
    expect((await trail.verify()).first).toEqual([late])
    await looked(trail.database.pool, 3)
    await trail.seal()
    expect(await trail.verify()).toMatchObject({ faulty: 1, first: [late], sealed: { access: 1_604 } })
  })
})

describe('the seals of the trail', () => {
  const REWRITE = `update app.access set viewer = 'nobody' where number = 1550`

  it('are missed when those of the last hour were taken away to seal changed rows anew', async () => {
    const trail = await sealedTwice()
    await trail.asOwner(`${REWRITE}; delete from app.trail_seal where number = 1`)
    await looked(trail.database.pool, 1)
    await expect(trail.seal()).rejects.toThrow(/trail seal 1 was made here.* only those up to 0/)
    const verified = await trail.verify()
    expect(verified.first).toEqual([{ kind: 'book', why: 'missing', number: 1 }])
    expect(verified.unsealed.access).toBe(101)
  })

  it('are missed when all were taken away', async () => {
    const trail = await sealedTwice()
    await trail.asOwner(`${REWRITE}; truncate app.trail_seal`)
    await expect(trail.seal()).rejects.toThrow('the database has none')
    expect(await trail.verify()).toMatchObject({ since: null, faulty: 2, sealed: { access: 0 } })
  })

  it('are known for others when they were made anew with the genuine key by somebody without the book', async () => {
    const trail = await sealedTwice()
    await trail.asOwner(`${REWRITE}; delete from app.trail_seal where number = 1`)
    const { book: _, ...without } = trail.trail
    await trail.seal({ trail: without })
    expect((await trail.verify({ trail: without })).first).toEqual([])
    expect((await trail.verify()).first).toEqual([{ kind: 'book', why: 'other', number: 1 }])
    await expect(trail.seal()).rejects.toThrow('sealed anew by somebody else')
  })

  it('do not hold with another signature, other blocks, or one of them taken out', async () => {
    const trail = await sealedTwice()
    await trail.asOwner('delete from app.trail_seal where number = 0')
    expect(await trail.verify()).toMatchObject({
      sealed: { access: 100 },
      first: [
        { kind: 'seal', why: 'order', number: 1 },
        { kind: 'book', why: 'missing', number: 0 },
      ],
    })
    await trail.asOwner(`update app.trail_seal set blocks = blocks || ' '`)
    expect((await trail.verify()).first).toMatchObject([{ kind: 'seal', why: 'blocks', number: 1 }])
    await trail.asOwner(`update app.trail_seal set header = header || '{"sealedAt": "2020-01-01T00:00:00.000Z"}'`)
    expect((await trail.verify()).first).toMatchObject([{ kind: 'seal', why: 'signature', number: 1 }])
    expect((await trail.verify({ trusted: [] })).first).toMatchObject([{ kind: 'seal', why: 'key', number: 1 }])
  })
})

describe('the lists of exports and of verifications, changed by the owner of the database,', () => {
  it('are named like who looked at what', async () => {
    const trail = await openTestTrail()
    await trail.database.pool.query(`
      insert into app.export (id, manifest, signature, public_key)
        select gen_random_uuid(), jsonb_build_object('at', '2026-03-02T12:00:00.000Z', 'n', n), 'a', 'b' from generate_series(1, 3) n;
      insert into app.verification (id, asked_by, state, finished_at, result)
        select gen_random_uuid(), 'ada', 'done', now(), '{"events": 5}' from generate_series(1, 4)`)
    expect(await trail.seal()).toBe(7)
    expect(await trail.verify()).toMatchObject({ faulty: 0, sealed: { export: 3, verification: 4 } })
    await trail.asOwner(`
      update app.export set manifest = manifest || '{"n": 9}' where number = 2;
      update app.verification set result = '{"events": 6}' where number = 1; delete from app.verification where number = 3`)
    expect((await trail.verify()).first).toMatchObject([
      { table: 'export', why: 'changed', after: 0, last: 3 },
      { table: 'verification', why: 'missing', after: 0, last: 4, sealed: 4, found: 3 },
    ])
  })
})
