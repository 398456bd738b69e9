import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { zstdDecompressSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readBackup } from '../../bin/backup/read-backup.ts'
import { restoreBackup } from '../../bin/backup/restore-backup.ts'
import { writeBackup } from '../../bin/backup/write-backup.ts'
import type { Shop } from '../../bin/open-shop.ts'
import { processes } from '../../domain/processes/index.ts'
import { openPostgresEventStore } from '../../eventstore/postgres/postgres-event-store.ts'
import { openReactState } from '../../eventstore/react-state.ts'
import { newAppend } from '../eventstore/events.ts'
import type { TestDatabase } from '../support/cluster.ts'
import { createDatabase } from '../support/database.ts'
import { run } from '../support/program.ts'
import { addCustomer, environmentOf, fillSmall, holdLock, logOf, shopIn, somebodyWaits } from '../support/small-shop.ts'

let database: TestDatabase
let shop: Shop
let folder = ''
beforeAll(async () => {
  database = await createDatabase()
  shop = await shopIn(database)
  await fillSmall(shop)
})
afterAll(async () => {
  await shop.close()
  await database.close()
})
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-backup-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const write = (over: Partial<Parameters<typeof writeBackup>[0]> = {}) =>
  writeBackup({
    pool: database.pool,
    file: join(folder, 'shop.backup'),
    hasLog: true,
    isReplacing: false,
    signal: new AbortController().signal,
    ...over,
  })

describe('a backup', () => {
  it('is lines of JSON with the rows of every table of the schemas app, log and vault, and nothing else', async () => {
    const file = join(folder, 'shop.backup')
    const written = await write()
    const { header, manifest } = await readBackup(file, { onRows: () => undefined })
    const events = (await logOf(shop)).length
    expect(header).toMatchObject({ logId: (await shop.store.identity()).logId, events })
    expect(manifest).toEqual({
      sha256: written.sha256,
      rows: {
        'app.access': 0,
        'app.api_key': 0,
        'app.begun_sign_in': 0,
        'app.default_view': 0,
        'app.bulk_item': 0,
        'app.bulk_run': 0,
        'app.demo': 0,
        'app.export': 0,
        'app.half_sign_in': 0,
        'app.identity_provider_secret': 0,
        'app.one_time_token': 1,
        'app.outcome': 0,
        'app.passkey': 0,
        'app.passkey_challenge': 0,
        'app.password': 1,
        'app.process': processes.length,
        'app.process_parked': 1,
        'app.recovery_code': 0,
        'app.saved_view': 0,
        'app.seal': 0,
        'app.second_factor': 0,
        'app.session': 1,
        'app.sign_in_tries': 1,
        'app.timer_outcome': 1,
        'app.trail_seal': 0,
        'app.verification': 0,
        'app.webhook_secret': 0,
        'log.events': events,
        'vault.master_check': 1,
        'vault.sealed_subject': 3,
        'vault.sealed_until': 1,
        'vault.subject_key': 3,
      },
    })
    const lines = zstdDecompressSync(readFileSync(file)).toString().trimEnd().split('\n')
    for (const line of lines) expect(() => JSON.parse(line)).not.toThrow()
    expect(lines).toHaveLength(
      2 + Object.keys(manifest.rows).length + Object.values(manifest.rows).reduce((sum, count) => sum + count, 0),
    )
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readdirSync(folder)).toEqual(['shop.backup'])
  })

  it('holds every table that a restore makes, and refuses one that it would not know', async () => {
    await database.pool.query(`create table app.mine (id text)`)
    await expect(write()).rejects.toThrow(
      /^This release of Daybook does not know the table app\.mine .*There is no backup\.$/,
    )
    await database.pool.query('drop table app.mine')
    expect(readdirSync(folder)).toEqual([])
  })

  it('brings numbers back as they were, and what comes after them is numbered behind them', async () => {
    const ask = `insert into app.verification (id, asked_by, state) values (gen_random_uuid(), 'ada', 'done')`
    await database.pool.query(`${ask}; ${ask.replace("'ada'", "'bea'")}`)
    await write()
    const target = await createDatabase()
    const file = join(folder, 'shop.backup')
    await restoreBackup({ pool: target.pool, file, hasLog: true, erased: [], elsewhere: '' })
    await target.pool.query(ask)
    const { rows } = await target.pool.query('select number from app.verification order by number')
    expect(rows).toEqual([{ number: '1' }, { number: '2' }, { number: '3' }])
    await target.close()
  })

  it('is of one moment, whatever is written while it is made', async () => {
    const before = await logOf(shop)
    const release = await holdLock(database, 'app.timer_outcome', 'access exclusive')
    const writing = write()
    await somebodyWaits(database)
    await addCustomer(shop, 'late')
    await shop.store.append([newAppend({}, 50)])
    await release()
    await writing
    expect((await logOf(shop)).length).toBeGreaterThan(before.length + 50)
    const target = await createDatabase()
    const file = join(folder, 'shop.backup')
    await restoreBackup({ pool: target.pool, file, hasLog: true, erased: [], elsewhere: '' })
    const restored = await shopIn(target)
    expect(await logOf(restored)).toEqual(before)
    const keys = await restored.vault.keys(['customer-ada', 'customer-late'])
    expect([...keys.keys()]).toEqual(['customer-ada'])
    await restored.close()
    await target.close()
  })

  it('holds nobody up: a shop opens and works while one is made', async () => {
    const release = await holdLock(database, 'vault.master_check', 'access exclusive')
    const writing = write()
    await somebodyWaits(database)
    // Everything but the table that is waited for is in the hands of the backup by now.
    const state = await openReactState(database.pool)
    const store = await openPostgresEventStore({ pool: database.pool })
    const place = { logId: 'log', position: await store.head(), lastEvent: null }
    await state.advance('another', place)
    expect(await store.append([newAppend()])).toMatchObject([{ kind: 'stored' }])
    await store.close()
    await database.pool.query(`delete from app.process where name = 'another'`)
    await release()
    await writing
  })

  it('does not replace a file unless told to', async () => {
    const file = join(folder, 'shop.backup')
    writeFileSync(file, 'mine')
    await expect(write()).rejects.toThrow('is there already. Take another name, or replace it with --force.')
    expect(readFileSync(file, 'utf8')).toBe('mine')
    await write({ isReplacing: true })
    await readBackup(file, { onRows: () => undefined })
  })

  it.skipIf(!existsSync('/dev/full'))('leaves nothing behind when the disk is full', async () => {
    symlinkSync('/dev/full', join(folder, 'shop.backup.part'))
    await expect(write()).rejects.toThrow(/shop\.backup could not be written: ENOSPC.* There is no backup\./)
    expect(readdirSync(folder)).toEqual([])
  })

  it('says that it can not be written into a folder that is not there', async () => {
    await expect(write({ file: join(folder, 'none', 'shop.backup') })).rejects.toThrow('could not be written: ENOENT')
  })
})

describe('daybook backup', { timeout: 120_000 }, () => {
  it('works beside the shop and says what it has written', async () => {
    const program = run(folder, ['backup', join(folder, 'a.backup'), '--json'], environmentOf(database))
    expect(await program.ended, program.output()).toBe(0)
    const report = JSON.parse(program.output().slice(program.output().indexOf('{"file"')))
    expect(report.rows['log.events']).toBe((await logOf(shop)).length)
    expect(report.bytes).toBe(statSync(join(folder, 'a.backup')).size)
  })

  it('stopped with Ctrl-C leaves no file', async () => {
    const release = await holdLock(database, 'vault.subject_key', 'access exclusive')
    const program = run(folder, ['backup', join(folder, 'a.backup')], environmentOf(database))
    await somebodyWaits(database)
    program.child.kill('SIGINT')
    expect(await program.ended, program.output()).toBe(1)
    expect(program.output()).toMatch(/^Stopped\. There is no backup\.\n$/m)
    expect(readdirSync(folder)).toEqual([])
    await release()
  })

  it('without the log, which is in EventStoreDB, says so and what to do', async () => {
    const environment = { ...environmentOf(database), EVENTSTORE_URL: 'esdb://127.0.0.1:1?tls=false' }
    const file = join(folder, 'a.backup')
    const program = run(folder, ['backup', file], environment)
    expect(await program.ended, program.output()).toBe(0)
    expect(program.output()).toContain('NOT IN THIS BACKUP: the log')
    expect(program.output()).toContain('daybook copy-log')
    const { header, manifest } = await readBackup(file, { onRows: () => undefined })
    expect(header).toMatchObject({ logId: null, events: null })
    expect(Object.keys(manifest.rows).filter(table => table.startsWith('log.'))).toEqual([])
  })

  it('of a database without a shop says so', async () => {
    const empty = await createDatabase()
    const program = run(folder, ['backup', join(folder, 'a.backup')], environmentOf(empty))
    expect(await program.ended).toBe(1)
    expect(program.output()).toBe('There is no shop in this database: nothing to back up.\n')
    await empty.close()
  })

  it('says in one line that its database can not be reached', async () => {
    const nowhere = environmentOf({ url: 'postgres://daybook@127.0.0.1:1/daybook' })
    const program = run(folder, ['backup', join(folder, 'a.backup')], nowhere)
    expect(await program.ended).toBe(1)
    expect(program.output()).toMatch(/^The database can not be reached: .*ECONNREFUSED.*\n$/)
  })
})
