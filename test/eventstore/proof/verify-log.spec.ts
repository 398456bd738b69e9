import type { PoolClient } from 'pg'
import { describe, expect, it, onTestFinished } from 'vitest'
import { canonicalJson } from '../../../eventstore/canonical-json.ts'
import { copyLog } from '../../../eventstore/copy-log.ts'
import { positionToken, type RecordedEvent } from '../../../eventstore/event-store.ts'
import { memoryEventStore } from '../../../eventstore/memory.ts'
import { sealBlock } from '../../../eventstore/proof/seal.ts'
import { sealKey } from '../../../eventstore/proof/seal-key.ts'
import { clock, key, openLog, useLog } from './sealed-log.ts'

const log = useLog(3_000)

/** Changes what is stored as only the owner of the database can, sees what verifying says, and takes it back. */
const verifiedAfter = async (...statements: readonly string[]) => {
  const { pool } = log().database
  await log().seal()
  const change = async (work: (client: PoolClient) => Promise<unknown>) => {
    const client = await pool.connect()
    await client.query('set session_replication_role = replica')
    await work(client)
    await client.query('reset session_replication_role')
    client.release()
  }
  await change(client =>
    client.query('create table kept as table log.events; create table kept_seal as table app.seal'),
  )
  try {
    await change(client => client.query(statements.join(';')))
    return await log().verify()
  } finally {
    await change(client =>
      client.query(`truncate log.events; insert into log.events table kept; drop table kept;
        truncate app.seal; insert into app.seal table kept_seal; drop table kept_seal`),
    )
  }
}

/** Event number `index` of the log as it was sealed: LogOpened is at position 1. */
const eventAt = async (index: number): Promise<RecordedEvent> => {
  const event = await log().store.eventAt({ commit: BigInt(index + 2), prepare: BigInt(index + 2) })
  if (event === undefined) throw new Error(`no event ${index}`)
  return event
}

const nameOf = ({ id, stream, revision }: RecordedEvent) => ({ eventId: id, stream, revision })
const tokenOf = (position: number) => positionToken({ commit: BigInt(position), prepare: BigInt(position) })
const found = (why: string, index: number, event: RecordedEvent, position: number | null) => ({
  sealed: index,
  mismatch: {
    kind: 'event',
    why,
    index,
    position: position === null ? null : tokenOf(position),
    ...nameOf(event),
  },
})

describe('a log that was left alone', () => {
  it('is as it was sealed, and its events are counted as they are read', async () => {
    await log().seal()
    const seen: number[] = []
    const verified = await log().verify({ onProgress: events => seen.push(events) })
    expect(verified).toEqual({
      events: 3_000,
      sealed: 3_000,
      unsealed: 0,
      link: (await log().seals.last())?.header.link,
    })
    expect([seen.length, seen.at(-1)]).toEqual([3_000, 3_000])
  })

  it('is as it was sealed in a copy, too, but for the times of recording', async () => {
    const copy = memoryEventStore()
    const { digest } = await copyLog({ from: log().store, to: copy })
    expect(await log().verify({ store: copy, firstGap: async () => undefined })).toEqual({
      events: 3_000,
      sealed: 3_000,
      unsealed: 0,
      unrecorded: 3_000,
      link: digest,
    })
  })

  it('is read no further when nobody waits for it any more', async () => {
    const signal = AbortSignal.abort(new Error('asked'))
    await expect(log().verify({ signal })).rejects.toThrow('asked')
  })
})

describe('the first event that is not as it was sealed is named', () => {
  it.each([
    ['its data', `set data = jsonb_set(data, '{n}', '-1')`],
    ['its metadata', `set metadata = jsonb_set(metadata, '{actor,id}', '"mallory"')`],
    ['its type', `set type = 'ProductCreated'`],
    ['its stream', `set stream = 'product-x'`],
    ['its id', `set event_id = '00000000-0000-4000-8000-000000000000'`],
  ])('when %s was altered', async (_, change) => {
    const [event, later] = [await eventAt(1_500), await eventAt(2_900)]
    const verified = await verifiedAfter(
      `update log.events ${change} where event_id = '${event.id}'`,
      `update log.events set data = '{}' where event_id = '${later.id}'`,
    )
    expect(verified).toMatchObject({ events: 3_000, ...found('altered', 1_500, event, 1_502) })
  })

  it.each([
    ['in the middle', 1_500],
    ['at the start', 0],
    ['at the end of a block', 1_023],
    ['at the end of the log', 2_999],
  ])('when it was deleted %s', async (_, index) => {
    const event = await eventAt(index)
    const verified = await verifiedAfter(`delete from log.events where event_id = '${event.id}'`)
    expect(verified).toMatchObject({ events: 2_999, ...found('missing', index, event, null) })
  })

  it('when the end of the log was cut off', async () => {
    const verified = await verifiedAfter('delete from log.events where position > 2002')
    expect(verified).toMatchObject({ events: 2_001, ...found('missing', 2_001, await eventAt(2_001), null) })
  })

  it('when it was swapped with a later one', async () => {
    const event = await eventAt(1_000)
    const verified = await verifiedAfter(
      'update log.events set position = -1 where position = 1002',
      'update log.events set position = 1002 where position = 2502',
      'update log.events set position = 2502 where position = -1',
    )
    expect(verified).toMatchObject({ events: 3_000, ...found('reordered', 1_000, event, 2_502) })
  })

  it.each([
    ['a new one', `gen_random_uuid()`],
    ['one with the id of an event before it', `(select event_id from log.events where position = 1501)`],
  ])('when %s was inserted', async (_, id) => {
    const verified = await verifiedAfter(
      'update log.events set position = -position where position >= 1502',
      'update log.events set position = 1 - position where position < 0',
      `insert into log.events select 1502, 'product-new', 0, ${id}, type, data, metadata from log.events where position = 1503`,
    )
    expect(verified).toMatchObject({
      events: 3_001,
      sealed: 1_500,
      mismatch: { why: 'inserted', index: 1_500, position: tokenOf(1_502), stream: 'product-new', revision: 0 },
    })
  })
})

describe('of the events that are not sealed yet', () => {
  it('one that was deleted is told by the gap it leaves', async () => {
    const fresh = await openLog(20)
    await fresh.database.pool.query(
      'set session_replication_role = replica; delete from log.events where position = 12',
    )
    expect(await fresh.verify()).toMatchObject({ events: 19, mismatch: { kind: 'gap', position: tokenOf(12) } })
    await fresh.close()
  })
})

describe('a seal that was tampered with is named', () => {
  const seal = (number: number, why: string) => ({
    kind: 'seal',
    number,
    why,
    publicKey: key.publicKey.toString('hex'),
  })

  it.each([
    ['its header', `header = jsonb_set(header, '{sealedAt}', '"2020-01-01T00:00:00.000Z"')`, 'signature'],
    ['its header, past recognition', `header = 'null'`, 'signature'],
    ['its signature', `signature = decode(repeat('00', 64), 'hex')`, 'signature'],
    ['its hashes', `leaves = set_byte(leaves, 40, 255 - get_byte(leaves, 40))`, 'leaves'],
    ['its names', `names = '[]'`, 'names'],
  ])('by %s', async (_, change, why) => {
    const verified = await verifiedAfter(`update app.seal set ${change} where number = 1`)
    expect(verified).toMatchObject({ sealed: 1_024, mismatch: seal(1, why) })
  })

  it('when one is missing from the middle', async () => {
    const verified = await verifiedAfter('delete from app.seal where number = 1')
    expect(verified).toMatchObject({ sealed: 1_024, mismatch: seal(2, 'order') })
  })

  it('when one stands under the number of another', async () => {
    const verified = await verifiedAfter('update app.seal set number = 7 where number = 2')
    expect(verified).toMatchObject({ sealed: 2_048, mismatch: seal(7, 'order') })
  })

  it('when somebody has altered the log and sealed it anew with a key of their own', async () => {
    const forged = await openLog(10)
    onTestFinished(forged.close)
    const other = sealKey(Buffer.alloc(32, 8))
    await forged.seal({ key: other })
    expect((await forged.verify({ trusted: [key.publicKey, other.publicKey] })).mismatch).toBeUndefined()
    const publicKey = other.publicKey.toString('hex')
    expect((await forged.verify()).mismatch).toEqual({ ...seal(0, 'key'), publicKey })
  })

  it('when its link is not the one of the log although everything is signed', async () => {
    const forged = await openLog(10)
    onTestFinished(forged.close)
    const [, first, ...rest] = (await forged.store.readAll({ limit: 20 })).events
    if (first === undefined) throw new Error('no events')
    const sealed = sealBlock(undefined, [first, ...rest], { ...key, sign: () => Buffer.alloc(64) }, clock())
    const header = { ...sealed.header, link: 'f'.repeat(64) }
    await forged.seals.add({ ...sealed, header, signature: key.sign(canonicalJson(header)) })
    expect(await forged.verify()).toMatchObject({ sealed: 10, mismatch: seal(0, 'link') })
  })
})
