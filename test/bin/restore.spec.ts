import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { checkBackup } from '../../bin/backup/check-backup.ts'
import { readBackup } from '../../bin/backup/read-backup.ts'
import { writeBackup } from '../../bin/backup/write-backup.ts'
import { ensureRoot } from '../../bin/ensure-root.ts'
import { recordFoundingStores } from '../../bin/ensure-stores.ts'
import type { Shop } from '../../bin/open-shop.ts'
import { UserError } from '../../bin/user-error.ts'
import { customer } from '../../domain/customers/customer.ts'
import { FIRST_USER } from '../../domain/people/root.ts'
import { user } from '../../domain/people/user.ts'
import { CHAIN_START, nextLink } from '../../eventstore/chain.ts'
import type { RecordedEvent } from '../../eventstore/event-store.ts'
import { openEvents } from '../../eventstore/load.ts'
import { sealLog } from '../../eventstore/proof/seal-log.ts'
import { verifyLog } from '../../eventstore/proof/verify-log.ts'
import { masterKey } from '../../eventstore/vault/cipher.ts'
import type { TestDatabase } from '../support/cluster.ts'
import { createDatabase } from '../support/database.ts'
import { run } from '../support/program.ts'
import {
  addCustomer,
  environmentOf,
  fillSmall,
  holdLock,
  KEY,
  logOf,
  sendTo,
  shopIn,
  somebodyWaits,
} from '../support/small-shop.ts'

let source: TestDatabase
let shop: Shop
let folder = ''
let file = ''
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-restore-'))
  file = join(folder, 'shop.backup')
  source = await createDatabase()
  shop = await shopIn(source)
  await fillSmall(shop)
  const { store, seals, sealKey } = shop
  await sealLog({ store, seals, key: sealKey, clock: () => new Date() })
  const { signal } = new AbortController()
  await writeBackup({ pool: source.pool, file, hasLog: true, isReplacing: false, signal })
})
afterAll(async () => {
  await shop.close()
  await source.close()
  rmSync(folder, { recursive: true })
})

let target: TestDatabase
beforeEach(async () => {
  target = await createDatabase()
})
afterEach(() => target.close())

const restore = async (args: readonly string[] = [file], over: Record<string, string> = {}) => {
  const program = run(folder, ['restore', ...args], { ...environmentOf(target), ...over })
  return { code: await program.ended, output: program.output() }
}
const restored = async (...args: readonly string[]): Promise<Shop> => {
  const { code, output } = await restore([file, ...args])
  expect(code, output).toBe(0)
  return shopIn(target)
}
const rowsOf = async ({ pool }: TestDatabase, table: string) =>
  (await pool.query<{ row: string }>(`select t::text as row from ${table} t order by 1`)).rows.map(({ row }) => row)
const chainOf = (events: readonly RecordedEvent[]) => events.reduce(nextLink, CHAIN_START)
const opened = async ({ vault }: Shop, event: RecordedEvent | undefined) => {
  if (event === undefined) throw new Error('there is no such event')
  const [{ data } = event] = await openEvents(vault, [event])
  return (data as { personal?: { value?: object | null } }).personal?.value
}
const registeredAs = async (of: Shop, id: string) => opened(of, (await of.store.readStream(`customer-${id}`))[0])

/** What stands in the three schemas of the target, or why there is nothing. */
const contentOfTarget = async () => {
  const { rows } = await target.pool.query<{ name: string }>(
    `select table_schema || '.' || table_name as name from information_schema.tables where table_schema in ('app', 'log', 'vault')`,
  )
  const found = await Promise.all(rows.map(async ({ name }) => rowsOf(target, name)))
  return found.flat()
}

describe('a restored shop', { timeout: 120_000 }, () => {
  it('has the same log event by event, with places and times, and the same rows everywhere', async () => {
    const again = await restored()
    const [before, after] = [await logOf(shop), await logOf(again)]
    expect(after).toEqual(before)
    expect(chainOf(after)).toBe(chainOf(before))
    expect(await again.store.identity()).toEqual(await shop.store.identity())
    for (const table of [
      'log.events',
      'app.password',
      'app.session',
      'app.one_time_token',
      'app.sign_in_tries',
      'app.process',
      'app.process_parked',
      'app.timer_outcome',
      'vault.master_check',
    ])
      expect(await rowsOf(target, table), table).toEqual(await rowsOf(source, table))
    await again.close()
  })

  it('opens personal data, but not of those who are erased, also when that was only logged yet', async () => {
    expect(await registeredAs(shop, 'bob')).toMatchObject({ firstName: 'bob' })
    const again = await restored()
    expect(await registeredAs(again, 'ada')).toMatchObject({ firstName: 'ada' })
    expect(await registeredAs(again, 'bob')).toBeNull()
    expect(await registeredAs(again, 'eve')).toBeNull()
    await again.close()
  })

  it('goes on at the next place, knows its commands, and refuses changes of its past', async () => {
    const again = await restored()
    const { commit: head } = await again.store.head()
    await addCustomer(again, 'new')
    const places = (await logOf(again)).map(({ position }) => position.commit)
    expect(places).toEqual(places.map((_, index) => BigInt(index + 1)))
    expect(places.length).toBeGreaterThan(Number(head))
    await expect(addCustomer(again, 'ada')).rejects.toThrow('CustomerExists')
    await expect(target.pool.query('delete from log.events')).rejects.toThrow('append-only')
    await expect(target.pool.query('delete from app.seal')).rejects.toThrow('append-only')
    await sendTo(again, customer, 'ada', 'EraseCustomer', {})
    await again.close()
  })

  it('is sealed as the one that was backed up', async () => {
    const again = await restored()
    const { store, seals, sealKey } = again
    const verified = await verifyLog({ store, seals, trusted: [sealKey.publicKey] })
    expect(verified).toMatchObject({ sealed: 1_024 })
    expect(verified.mismatch).toBeUndefined()
    await again.close()
  })

  it('has no key of those who were erased after the backup was made', async () => {
    const list = join(folder, 'erased.txt')
    writeFileSync(list, 'customer-ada\n\ncustomer-nobody\n')
    const { code, output } = await restore([file, '--erased', list])
    expect(code, output).toBe(0)
    expect(output).toContain('Not known in this backup: customer-nobody.')
    const again = await shopIn(target)
    expect(await registeredAs(again, 'ada')).toBeNull()
    await again.close()
  })

  it('may have been opened before, as long as nothing was done in it', async () => {
    await (await shopIn(target)).close()
    const again = await restored()
    expect(await logOf(again)).toEqual(await logOf(shop))
    await again.close()
  })

  it('may have been started before, as long as nobody came in; what that made is gone, as is said', async () => {
    const serving = run(folder, ['serve'], environmentOf(target))
    await serving.until('Daybook is open at')
    expect(serving.output()).toContain('Come in once as First Administrator')
    await expect.poll(async () => (await rowsOf(target, 'log.events')).length).toBe(10)
    serving.child.kill('SIGTERM')
    await serving.ended
    const { code, output } = await restore()
    expect(code, output).toBe(0)
    expect(output).toContain('the administrator it had made, and the link to come in as them, are gone')
    const again = await shopIn(target)
    expect(await logOf(again)).toEqual(await logOf(shop))
    for (const table of ['app.one_time_token', 'vault.subject_key', 'vault.sealed_subject'])
      expect((await rowsOf(target, table)).join(), table).not.toContain(FIRST_USER)
    await again.close()
  })
})

const first = { firstName: 'First', lastName: 'Administrator', locale: 'en-GB', timeZone: 'UTC', groups: ['root'] }

describe('daybook restore', { timeout: 120_000 }, () => {
  it('refuses a shop that is not empty, says where to restore to, and leaves it alone', async () => {
    const there = await shopIn(target)
    await recordFoundingStores(there.execute)
    await addCustomer(there, 'carol')
    const before = await contentOfTarget()
    const { code, output } = await restore()
    expect([code, output]).toEqual([1, expect.stringContaining('This shop is not empty (')])
    expect(output).toContain('Set DATABASE_URL to a new database')
    expect(await contentOfTarget()).toEqual(before)
    await there.close()
  })

  it.each([
    ['somebody came in', ['user', 'AcceptInvitation', {}]],
    ['their name was changed', ['user', 'EditUser', { ...first, firstName: 'Ada' }]],
  ] as const)('refuses a shop that was started once %s', async (_, [, type, data]) => {
    const there = await shopIn(target)
    await ensureRoot(there.execute)
    const actor = { id: 'start', kind: 'process' } as const
    const profile = { ...first, email: 'administrator@example.com' }
    const create = {
      decider: user,
      id: FIRST_USER,
      type: 'CreateUser',
      data: profile,
      commandId: randomUUID(),
    } as const
    await there.execute({ ...create, actor, origin: 'live' })
    await sendTo(there, user, FIRST_USER, type, data)
    await there.close()
    const before = await contentOfTarget()
    const { code, output } = await restore()
    expect([code, output]).toEqual([1, expect.stringContaining('This shop is not empty (1 rows in log.events')])
    expect(await contentOfTarget()).toEqual(before)
  })

  it('refuses a database on which Daybook is at work', async () => {
    const serving = run(folder, ['serve'], environmentOf(target))
    await serving.until('Daybook is open at')
    const { code, output } = await restore()
    expect([code, output]).toEqual([1, expect.stringContaining('Daybook is at work on this database')])
    serving.child.kill('SIGTERM')
    await serving.ended
  })

  const text = () => zstdDecompressSync(readFileSync(file)).toString()
  const altered = (change: (bytes: Buffer) => Buffer) => change(Buffer.from(readFileSync(file)))
  const flipped = (bytes: Buffer, at: number) => {
    bytes[at] = (bytes[at] ?? 0) ^ 0x10
    return bytes
  }

  it.each<readonly [string, () => Buffer, string]>([
    ['is cut off', () => altered(bytes => bytes.subarray(0, bytes.length / 2)), 'The backup is damaged: it'],
    [
      'is cut off at the end of a line',
      () => zstdCompressSync(text().split('\n').slice(0, -2).join('\n') + '\n'),
      'it is cut off',
    ],
    [
      'has an altered byte',
      () => altered(bytes => flipped(bytes, Math.floor(bytes.length / 2))),
      'The backup is damaged',
    ],
    ['has an altered text', () => zstdCompressSync(text().replace('Mug', 'Jug')), 'its bytes were altered'],
    ['goes on behind its end', () => zstdCompressSync(`${text()}["more"]\n`), 'it goes on behind its end'],
    [
      'has another version',
      () => zstdCompressSync(text().replace('"version":1', '"version":2')),
      'version 2 of the format',
    ],
    ['is no backup', () => Buffer.from('InvoiceNo,StockCode\n1,2\n'), 'This file is no backup made by daybook backup'],
    ['is empty', () => Buffer.alloc(0), 'This file is no backup made by daybook backup'],
    ['is something else compressed', () => zstdCompressSync('InvoiceNo\n'), 'This file is no backup made by daybook'],
  ])('refuses a file that %s in one line', async (_, make, sentence) => {
    const bad = join(folder, 'bad.backup')
    writeFileSync(bad, make())
    const refused = await checkBackup(bad, { master: masterKey(Buffer.from(KEY, 'hex')) }).catch(
      (error: unknown) => error,
    )
    expect(refused).toBeInstanceOf(UserError)
    expect(String(refused)).toContain(sentence)
    expect(String(refused)).toMatch(/^[^\n]+Nothing was restored[^\n]*$/)
  })

  it('checks the whole file before it writes anything', async () => {
    const bad = join(folder, 'bad.backup')
    writeFileSync(
      bad,
      altered(bytes => bytes.subarray(0, bytes.length - 20)),
    )
    const { code, output } = await restore([bad])
    expect([code, output]).toEqual([1, expect.stringMatching(/^The backup is damaged: .*\n$/m)])
    expect(await contentOfTarget()).toEqual([])
    const missing = await restore([join(folder, 'none.backup')])
    expect([missing.code, missing.output]).toEqual([1, expect.stringContaining('there is no such file')])
  })

  it('refuses a file that is cut off anywhere, and reads none that says something else', async () => {
    const bad = join(folder, 'bad.backup')
    const outcome = async (bytes: Buffer) => {
      writeFileSync(bad, bytes)
      return readBackup(bad, { onRows: () => undefined }).then(({ manifest }) => manifest.sha256, String)
    }
    const { length } = readFileSync(file)
    const sound = await outcome(readFileSync(file))
    let refused = 0
    for (let at = 4; at < length; at += Math.ceil(length / 60)) {
      expect(await outcome(altered(all => all.subarray(0, at))), `cut off at ${at}`).toMatch(/damaged|no backup/)
      const flip = await outcome(altered(all => flipped(all, at)))
      // Some bits of the compressed format mean nothing: whatever is read is what was written.
      if (flip !== sound) expect(flip, `altered at ${at}`).toMatch(/damaged|no backup/)
      if (flip !== sound) refused += 1
    }
    expect(refused).toBeGreaterThan(50)
  })

  it('refuses another master key, and none, before anything is written', async () => {
    const other = await restore([file], { DAYBOOK_MASTER_KEY: randomBytes(32).toString('hex') })
    expect([other.code, other.output]).toEqual([1, expect.stringContaining('was made under another master key')])
    const none = await restore([file], { DAYBOOK_MASTER_KEY: '' })
    expect([none.code, none.output]).toEqual([1, expect.stringContaining('There is no master key. Put the file')])
    expect(await contentOfTarget()).toEqual([])
    writeFileSync(join(folder, 'master-key'), `${KEY}\n`)
    expect(await restore([file], { DAYBOOK_MASTER_KEY: '' })).toMatchObject({ code: 0 })
    rmSync(join(folder, 'master-key'))
  })

  it('refuses a log where EVENTSTORE_URL names another place for it', async () => {
    const { code, output } = await restore([file], { EVENTSTORE_URL: 'esdb://127.0.0.1:1?tls=false' })
    expect([code, output]).toEqual([1, expect.stringContaining('Unset EVENTSTORE_URL')])
  })

  it('brings keys and processes back beside an EventStoreDB, and says so where there is none', async () => {
    const without = join(folder, 'without-log.backup')
    const { signal } = new AbortController()
    await writeBackup({ pool: source.pool, file: without, hasLog: false, isReplacing: true, signal })
    const { code, output } = await restore([without])
    expect([code, output]).toEqual([1, expect.stringContaining('This backup holds no log')])
    const done = await restore([without], { EVENTSTORE_URL: 'esdb://127.0.0.1:1?tls=false' })
    expect(done.code, done.output).toBe(0)
    expect(await rowsOf(target, 'vault.subject_key')).toEqual(await rowsOf(source, 'vault.subject_key'))
    expect(await rowsOf(target, 'app.process')).toEqual(await rowsOf(source, 'app.process'))
  })

  it('refuses a backup with seals where there is no key to go on sealing with', async () => {
    const { code, output } = await restore([file], { DAYBOOK_SEAL_KEY: '' })
    expect([code, output]).toEqual([1, expect.stringContaining('There is no seal key. Put the file seal-key')])
    expect(await contentOfTarget()).toEqual([])
  })

  it('refuses what a newer release has backed up', async () => {
    const newer = join(folder, 'newer.backup')
    const lines = text().trimEnd().split('\n')
    const { rows } = JSON.parse(lines.pop() ?? '') as { rows: object }
    const content = [...lines, '{"table":"app.novelty","columns":["id"]}', '["a"]', ''].join('\n')
    const sha256 = createHash('sha256').update(content).digest('hex')
    const manifest = JSON.stringify({ rows: { ...rows, 'app.novelty': 1 }, sha256 })
    writeFileSync(newer, zstdCompressSync(`${content}${manifest}\n`))
    const { code, output } = await restore([newer])
    expect([code, output]).toEqual([1, expect.stringContaining('The backup holds the table app.novelty')])
    expect(await contentOfTarget()).toEqual([])
  })

  it('killed half-way leaves the shop empty, and can be begun again', async () => {
    await (await shopIn(target)).close()
    const before = await contentOfTarget()
    // The rows of vault.subject_key come last: the log is written when they are waited for.
    const release = await holdLock(target, 'vault.subject_key', 'share')
    const program = run(folder, ['restore', file], environmentOf(target))
    await somebodyWaits(target)
    program.child.kill('SIGKILL')
    await program.ended
    await release()
    await expect.poll(contentOfTarget).toEqual(before)
    const again = await restored()
    expect(await logOf(again)).toEqual(await logOf(shop))
    await again.close()
  })

  it('restores what was checked, or nothing, when the file is another one meanwhile', async () => {
    await (await shopIn(target)).close()
    const before = await contentOfTarget()
    const changing = join(folder, 'changing.backup')
    copyFileSync(file, changing)
    const release = await holdLock(target, 'app.process', 'access exclusive')
    const program = run(folder, ['restore', changing], environmentOf(target))
    await somebodyWaits(target)
    writeFileSync(
      changing,
      altered(bytes => bytes.subarray(0, bytes.length - 40)),
    )
    await release()
    expect([await program.ended, program.output()]).toEqual([1, expect.stringContaining('The backup is damaged')])
    expect(await contentOfTarget()).toEqual(before)
  })
})
