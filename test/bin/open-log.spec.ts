import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Pool } from 'pg'
import { afterEach, describe, expect, it } from 'vitest'
import type { Config } from '../../bin/config.ts'
import { openLogOf } from '../../bin/open-log.ts'
import { UserError } from '../../bin/user-error.ts'
import { createHome, removeHome } from '../support/cluster.ts'
import { createDatabase } from '../support/database.ts'
import { type EventStoreDbServer, startEventStoreDb } from '../support/eventstoredb/server.ts'
import { run } from '../support/program.ts'

let server: EventStoreDbServer | undefined
afterEach(() => server?.stop())

const file = (name: string) => fileURLToPath(new URL(`../support/eventstoredb/tls/${name}.pem`, import.meta.url))
const tls = () => ({ key: readFileSync(file('key')), certificate: readFileSync(file('certificate')) })

/** What somebody reads who starts Daybook on an EventStoreDB, and how long that took. */
const sentenceOf = async (eventStoreUrl: string) => {
  const begun = performance.now()
  const notices: string[] = []
  // Neither is looked at before the log is open.
  const [config, pool] = [{ eventStoreUrl } as Config, {} as Pool]
  const error = await openLogOf(config, pool, line => notices.push(line)).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(UserError)
  expect(notices).toEqual([])
  expect(performance.now() - begun).toBeLessThan(5_000)
  return error instanceof Error ? error.message : ''
}

describe('a first start on an EventStoreDB ends at once with a sentence', () => {
  it('when user or password are wrong', async () => {
    server = await startEventStoreDb()
    server.faults.access = 'unauthenticated'
    expect(await sentenceOf(server.url)).toBe(
      'EVENTSTORE_URL: EventStoreDB does not know this user with this password.',
    )
  })

  it('when the user may not read $all', async () => {
    server = await startEventStoreDb()
    server.faults.access = 'not $all'
    expect(await sentenceOf(server.url)).toMatch(/^EVENTSTORE_URL: This user .* may not .* read \$all/)
  })

  it('when the certificate is not trusted', async () => {
    server = await startEventStoreDb({ tls: tls() })
    expect(await sentenceOf(server.url)).toMatch(/can not be trusted: self-signed certificate\. Name .* tlsCAFile/)
  })

  it('when the certificate is for another host', async () => {
    server = await startEventStoreDb({ tls: tls() })
    const url = `esdb://127.0.0.2:${server.port}?tlsCAFile=${file('certificate')}`
    expect(await sentenceOf(url)).toMatch(/can not be trusted: .*127\.0\.0\.2/)
  })
})

it('a node that is given by its address is opened without a warning of Node', async () => {
  server = await startEventStoreDb({ tls: tls() })
  const home = await createHome()
  const database = await createDatabase()
  const url = `esdb://127.0.0.1:${server.port}?tlsCAFile=${file('certificate')}`
  const program = run(home, ['projections', 'status'], { DATABASE_URL: database.url, EVENTSTORE_URL: url })
  expect(await program.ended, program.output()).toBe(0)
  expect(program.output()).not.toContain('Warning')
  await database.close()
  await removeHome(home)
}, 60_000)
