import { execFile } from 'node:child_process'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fill, openLog, type SealedLog } from '../eventstore/proof/sealed-log.ts'
import { looked } from '../eventstore/trail/sealed-trail.ts'
import { createHome, removeHome } from '../support/cluster.ts'
import { run } from '../support/program.ts'

const verifier = fileURLToPath(new URL('../../eventstore/proof/verify-proof.mjs', import.meta.url))
let log: SealedLog
let home = ''
beforeAll(async () => {
  home = await createHome()
  log = await openLog(30)
})
afterAll(async () => {
  await log.close()
  await removeHome(home)
})

const audit = async (args: readonly string[], over: Record<string, string> = {}) => {
  const program = run(home, ['audit', ...args], { DATABASE_URL: log.database.url, ...over })
  const code = await program.ended
  return { code, output: program.output() }
}
const lastLine = (output: string) => output.trim().split('\n').at(-1) ?? ''
const jsonIn = (output: string) => output.slice(output.indexOf('{'))
const publicKey = async () => (await log.seals.last())?.publicKey.toString('hex') ?? ''

describe('the audit on the command line', () => {
  it('seals what is not sealed, with a key that it makes, and keeps that for the next time', async () => {
    const first = await audit(['seal'])
    expect(first.output).toContain(`Generated the key that signs the seals of the log: ${join(home, 'seal-key')}`)
    expect(lastLine(first.output)).toBe(`Sealed 30 events in 1 block with the key ${await publicKey()}`)
    expect(await readFile(join(home, 'seal-key'), 'utf8')).toMatch(/^[0-9a-f]{64}\n$/)
    await fill(log.store, 1)
    const second = await audit(['seal'])
    expect(second.output).not.toContain('Generated')
    expect(lastLine(second.output)).toBe(`Sealed 1 event in 1 block with the key ${await publicKey()}`)
  })

  it('verifies the log, for people and for programs', async () => {
    const plain = await audit(['verify'])
    expect(plain.code).toBe(0)
    expect(plain.output).toContain(
      '31 events: nothing was altered, taken out, added or moved among the 31 sealed ones.',
    )
    const { output } = await audit(['verify', '--json'])
    expect(JSON.parse(jsonIn(output))).toEqual({
      events: 31,
      sealed: 31,
      unsealed: 0,
      link: (await log.seals.last())?.header.link,
      keys: { subjects: 0, faulty: 0, first: [] },
      trail: {
        since: null,
        sealed: { access: 0, export: 0, verification: 0 },
        unsealed: { access: 0, export: 0, verification: 0 },
        faulty: 0,
        first: [],
      },
    })
  })

  it('proves an event to somebody else, and says which one it can not prove', async () => {
    const id = (await log.store.readAll({ limit: 9 })).events[5]?.id ?? ''
    const file = join(home, 'proof.json')
    await writeFile(file, jsonIn((await audit(['proof', id])).output))
    const { stdout } = await promisify(execFile)(process.execPath, [verifier, file, await publicKey()])
    expect(stdout).toContain(`(event ${id}), is event number 4 of the log`)
    const unknown = await audit(['proof', 'nonsense'])
    expect([unknown.code, lastLine(unknown.output)]).toEqual([
      1,
      'No seal holds an event nonsense. A recent one is sealed by: daybook audit seal',
    ])
  })

  it('prints the seals to be kept elsewhere', async () => {
    const lines = (await audit(['seals'])).output.trim().split('\n')
    const stored = await Array.fromAsync(log.seals.all())
    expect(lines.map(line => JSON.parse(line))).toEqual(
      stored.map(({ header, signature, publicKey }) => ({
        header,
        signature: signature.toString('hex'),
        publicKey: publicKey.toString('hex'),
      })),
    )
  })

  it('believes an earlier key only when it is told to', async () => {
    const other = { DAYBOOK_SEAL_KEY: 'ab'.repeat(32) }
    const refused = await audit(['verify'], other)
    expect(refused.code).toBe(1)
    expect(refused.output).toContain(`Seal 0 is signed with the key ${await publicKey()}, which is not the one`)
    expect((await audit(['verify', '--trust', await publicKey()], other)).code).toBe(0)
    expect((await audit(['verify', '--trust', 'x'])).output).toBe(
      '--trust takes a public key, 64 hexadecimal digits.\n',
    )
  })

  it('seals and verifies who looked at what, exports and verifications, and names what was changed', {
    timeout: 60_000,
  }, async () => {
    const { pool } = log.database
    await looked(pool, 3)
    const unsealed = await audit(['verify'])
    expect([unsealed.code, unsealed.output]).toEqual([2, expect.stringContaining('3 rows are not sealed yet')])
    expect((await audit(['seal'])).output).toContain('Sealed 3 rows of looks, exports and verifications')
    const fine = await audit(['verify'])
    expect([fine.code, fine.output]).toEqual([0, expect.stringContaining('among the 3 sealed ones; all are sealed')])
    expect(fine.output).not.toContain('Not covered')
    expect((await audit(['seals'])).output).toContain('{"trail":{')
    await pool.query(`set session_replication_role = replica; update app.access set viewer = 'x' where number = 2`)
    const { code, output } = await audit(['verify'])
    expect([code, output]).toEqual([1, expect.stringContaining('In who looked at what (app.access), numbers 1 to 3')])
  })

  it('names the event that somebody has altered, and fails', async () => {
    const { id } = (await log.store.readAll({ limit: 9 })).events[8] ?? { id: '' }
    await log.database.pool.query(
      `set session_replication_role = replica; update log.events set data = '{"n":-1}' where event_id = '${id}'`,
    )
    const { code, output } = await audit(['verify'])
    expect(code).toBe(1)
    expect(output).toContain(
      `The event was altered: revision 1 of product-0 (event ${id}), event number 7 of the log.\nThe 7 events before that are as they were sealed.`,
    )
    const proof = await audit(['proof', id])
    expect(proof.output).toContain(`There is nothing to prove: event ${id} is not what was sealed.`)
    expect(proof.code).toBe(1)
  })
})

describe('the seals of a shop on the command line', () => {
  let home = ''
  let log: SealedLog
  beforeAll(async () => {
    home = await createHome()
    log = await openLog(10)
  })
  afterAll(async () => {
    await log.close()
    await removeHome(home)
  })
  const audit = async (...args: readonly string[]) => {
    const program = run(home, ['audit', ...args], { DATABASE_URL: log.database.url })
    const code = await program.ended
    return { code, output: program.output() }
  }

  it('are missing at first, which is not to be fine', async () => {
    const { code, output } = await audit('verify')
    expect([code, output]).toEqual([2, expect.stringContaining('10 events: not sealed. Nothing vouches for them')])
  })

  it('are not made with another key when the first is lost, and no other key is made in silence', async () => {
    expect((await audit('seal')).code).toBe(0)
    const file = join(home, 'seal-key')
    const key = await readFile(file)
    await rm(file)
    await fill(log.store, 1)
    const { code, output } = await audit('seal')
    expect([code, output]).toEqual([1, expect.stringContaining('The seal key is lost: this shop has seals')])
    expect(output.trim().split('\n')).toHaveLength(1)
    await expect(readFile(file)).rejects.toThrow('ENOENT')
    await writeFile(file, key)
    expect(lastLine((await audit('seal')).output)).toContain('Sealed 1 event in 1 block')
  })

  it('can not be taken away to seal a rewritten log anew', async () => {
    await log.database.pool.query(
      `set session_replication_role = replica; truncate app.seal; update log.events set data = '{"n":-1}' where position = 3`,
    )
    const sealed = await audit('seal')
    expect([sealed.code, sealed.output]).toEqual([1, expect.stringContaining('but the database has none')])
    const { code, output } = await audit('verify')
    expect([code, output]).toEqual([1, expect.stringContaining('Seal 0 was made here')])
  })
})
