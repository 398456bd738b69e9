import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { CanNotSeal } from '../../../eventstore/proof/keep-seal.ts'
import { openSealBook, type SealBook } from '../../../eventstore/proof/seal-book.ts'
import { openSeals, type Seals } from '../../../eventstore/proof/seals.ts'
import { fill, openLog, type SealedLog } from './sealed-log.ts'

type Booked = SealedLog & { readonly book: SealBook; readonly file: string }

/** A log of so many events, sealed with a book beside the key. */
const sealedWithBook = async (events: number): Promise<Booked> => {
  const log = await openLog(events)
  const folder = mkdtempSync(join(tmpdir(), 'daybook-seals-'))
  onTestFinished(async () => {
    await log.close()
    rmSync(folder, { recursive: true })
  })
  const file = join(folder, 'seals-made')
  const book = openSealBook(file)
  await log.seal({ book })
  return { ...log, book, file }
}

/** As only the owner of the database can. */
const asOwner = ({ database }: SealedLog, statements: string) =>
  database.pool.query(`set session_replication_role = replica; ${statements}; reset session_replication_role`)

const REWRITE = `update log.events set data = '{"n": -1}' where position = 5`

describe('a log that was rewritten with its seals taken away', () => {
  it('is not sealed anew, and verifying names the first seal that is gone', async () => {
    const log = await sealedWithBook(1_100)
    await asOwner(log, `${REWRITE}; truncate app.seal`)
    await fill(log.store, 1)
    await expect(log.seal({ book: log.book })).rejects.toThrow(/seal 1 was made here.* the database has none/)
    expect(await log.seals.last()).toBeUndefined()
    expect(await log.verify({ book: log.book })).toMatchObject({
      sealed: 0,
      mismatch: { kind: 'book', why: 'missing', number: 0 },
    })
  })

  it('is not suspected when it is sealed further while it is verified', async () => {
    const log = await sealedWithBook(20)
    const all = async function* () {
      yield* log.seals.all()
      await fill(log.store, 1)
      await log.seal({ book: log.book })
    }
    const verified = await log.verify({ book: log.book, seals: { ...log.seals, all } })
    expect([verified.mismatch, verified.sealed, log.book.seals().size]).toEqual([undefined, 20, 2])
  })

  it('is not sealed anew either when only the last seal was taken away', async () => {
    const log = await sealedWithBook(1_100)
    await asOwner(log, 'delete from app.seal where number = 1')
    await expect(log.seal({ book: log.book })).rejects.toThrow('the database has only those up to 0')
    expect(await log.verify({ book: log.book })).toMatchObject({ mismatch: { why: 'missing', number: 1 } })
  })

  it('is found out when it was sealed anew with the genuine key, by a process without the book', async () => {
    const log = await sealedWithBook(1_100)
    await asOwner(log, `${REWRITE}; truncate app.seal`)
    await log.seal()
    expect((await log.verify()).mismatch).toBeUndefined()
    expect(await log.verify({ book: log.book })).toMatchObject({ mismatch: { kind: 'book', why: 'other', number: 0 } })
    await fill(log.store, 1)
    await expect(log.seal({ book: log.book })).rejects.toThrow('sealed anew by somebody else')
  })
})

describe('the book of seals', () => {
  it('is written before the row, and an interrupted seal is stored as it was written down', async () => {
    const log = await sealedWithBook(20)
    await fill(log.store, 5)
    const broken: Pick<Seals, 'last' | 'at' | 'add'> = {
      ...log.seals,
      add: async (_, write) => {
        write?.()
        throw new Error('killed')
      },
    }
    await expect(log.seal({ seals: broken, book: log.book })).rejects.toThrow('killed')
    await fill(log.store, 3)
    const restarted = openSealBook(log.file)
    expect(restarted.seals().get(1)).toMatchObject({ isStored: false, header: { count: 5 } })
    const clock = () => new Date('2026-05-01')
    expect(await log.seal({ book: restarted, clock })).toEqual({ blocks: 2, events: 8 })
    expect((await log.seals.at(1))?.header).toEqual(restarted.seals().get(1)?.header)
    expect(await log.verify({ book: restarted })).toMatchObject({ sealed: 28 })
  })

  it('stores no interrupted seal of events that were changed since', async () => {
    const log = await sealedWithBook(20)
    await fill(log.store, 5)
    const broken = { ...log.seals, add: async (_: unknown, write?: () => void) => Promise.reject(write?.()) }
    await log.seal({ seals: broken, book: log.book }).catch(() => undefined)
    await asOwner(log, `update log.events set data = '{"n": -1}' where position = 24`)
    await expect(log.seal({ book: log.book })).rejects.toThrow(CanNotSeal)
  })

  it('gives way to another server that has sealed in the place of an interrupted one', async () => {
    const log = await sealedWithBook(20)
    await fill(log.store, 5)
    const broken = { ...log.seals, add: async (_: unknown, write?: () => void) => Promise.reject(write?.()) }
    await log.seal({ seals: broken, book: log.book }).catch(() => undefined)
    await log.seal({ seals: await openSeals(log.database.pool), clock: () => new Date('2026-05-01') })
    await fill(log.store, 1)
    expect(await log.seal({ book: log.book })).toEqual({ blocks: 1, events: 1 })
    expect((await log.verify({ book: log.book })).mismatch).toBeUndefined()
  })

  it('goes on behind a line that a crash has torn, and refuses one that was changed', async () => {
    const log = await sealedWithBook(20)
    appendFileSync(log.file, '{"header":{"numb')
    await fill(log.store, 1)
    expect(await log.seal({ book: openSealBook(log.file) })).toEqual({ blocks: 1, events: 1 })
    expect(readFileSync(log.file, 'utf8').trim().split('\n')).toHaveLength(4)
    writeFileSync(log.file, readFileSync(log.file, 'utf8').replace('{"stored":0}', '{"stored":'))
    await fill(log.store, 1)
    await expect(log.seal({ book: openSealBook(log.file) })).rejects.toThrow(`line 2 of ${log.file} is damaged`)
  })

  it('begins with the last seal of a shop that was sealed before there was a book', async () => {
    const log = await sealedWithBook(20)
    rmSync(log.file)
    const book = openSealBook(log.file)
    expect(await log.seal({ book })).toEqual({ blocks: 0, events: 0 })
    expect([...book.seals().keys()]).toEqual([0])
    await asOwner(log, 'truncate app.seal')
    await expect(log.seal({ book })).rejects.toThrow('the database has none')
  })
})

describe('what belongs to this log alone is sealed, too', () => {
  it('the time at which an event was recorded', async () => {
    const log = await sealedWithBook(20)
    await asOwner(log, `update log.events set recorded_at = recorded_at - interval '1 day' where position = 5`)
    expect(await log.verify()).toMatchObject({ mismatch: { kind: 'seal', why: 'recorded', number: 0 } })
  })

  it('the event that opens the log', async () => {
    const log = await sealedWithBook(20)
    await asOwner(
      log,
      `update log.events set metadata = metadata || '{"at": "2020-01-01T00:00:00.000Z"}' where position = 1`,
    )
    expect(await log.verify()).toMatchObject({ mismatch: { kind: 'seal', why: 'opened', number: 0 } })
  })

  it('and where it was not, verifying says of how many events', async () => {
    const log = await sealedWithBook(20)
    await asOwner(log, `update log.events set data = '{"id": "another"}' where position = 1`)
    expect(await log.verify()).toMatchObject({ sealed: 20, unrecorded: 20 })
  })
})
