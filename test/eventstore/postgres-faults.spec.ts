import { execFile } from 'node:child_process'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import { Client } from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startEmbeddedPostgres, stopEmbeddedPostgres } from '../../bin/embedded-postgres.ts'
import { type EventStore, UnknownOutcome } from '../../eventstore/event-store.ts'
import { openPostgresEventStore } from '../../eventstore/postgres/postgres-event-store.ts'
import { createHome, removeHome } from '../support/cluster.ts'
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts'
import { appendOne, eventsOf, followUntil, idsOf, isCaughtUp, newAppend } from './events.ts'
import { violations } from './history.ts'
import { randomFrom, runHistory } from './history-run.ts'

const SECONDS = Number(process.env['HISTORY_SECONDS'] ?? 8)
const SEED = Number(process.env['HISTORY_SEED'] ?? Date.now() % 1_000_000)

let home = ''
let url = ''
let proxy: TcpProxy
let stores: EventStore[] = []
beforeEach(async () => {
  home = await createHome()
  const postgres = await startEmbeddedPostgres({ home })
  url = postgres.url
  proxy = await startTcpProxy(postgres.port)
}, 60_000)
afterEach(async () => {
  Object.assign(proxy.faults, { delayMs: 0, halve: false, blackHole: false, refuse: false, cut: undefined })
  await Promise.all(stores.splice(0).map(store => store.close()))
  await proxy.stop()
  await removeHome(home)
}, 60_000)

const open = async (): Promise<EventStore> => {
  const through = new URL(url)
  through.port = `${proxy.port}`
  const store = await openPostgresEventStore({ url: through.href })
  stores.push(store)
  return store
}

/** A statement past the proxy. */
const query = async (sql: string) => {
  const client = new Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

/** Ends Postgres (`kill -9` of all its processes, or in order) and starts it again on the same data and port. */
const restart = async (how: 'kill' | 'stop') => {
  if (how === 'stop') await stopEmbeddedPostgres(home)
  else {
    const [{ pid } = { pid: 0 }] = await query(
      `select split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::int as pid`,
    )
    const { stdout } = await promisify(execFile)('ps', ['-o', 'pid=', '--ppid', `${pid}`])
    for (const one of [pid, ...stdout.trim().split(/\s+/).map(Number)]) {
      try {
        process.kill(one, 'SIGKILL')
      } catch {
        // It has ended since it was listed.
      }
    }
  }
  const again = await startEmbeddedPostgres({ home })
  expect(again.port).toBe(Number(new URL(url).port))
}

describe('the Postgres log behind a network that fails', () => {
  it('keeps its promises while frames are cut, halved, delayed and lost, locks are held, and Postgres is restarted', {
    timeout: (SECONDS + 90) * 1_000,
  }, async () => {
    console.log(`fault seed ${SEED}, ${SECONDS} s (HISTORY_SEED, HISTORY_SECONDS)`)
    const random = randomFrom(SEED)
    const count: Record<string, number> = {}
    const briefly = async (fault: Partial<TcpProxy['faults']>, milliseconds: number) => {
      const before = Object.fromEntries(Object.keys(fault).map(name => [name, false]))
      Object.assign(proxy.faults, fault)
      await delay(milliseconds)
      Object.assign(proxy.faults, before, 'delayMs' in fault ? { delayMs: 0 } : {})
    }
    const ways: Record<string, () => Promise<unknown>> = {
      'killed backends': () =>
        query(
          `select pg_terminate_backend(pid) from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`,
        ),
      'dropped connections': async () => proxy.drop(),
      'cut requests': async () => {
        proxy.faults.cut = { direction: 'request', bytes: Math.floor(random() * 4_000) }
      },
      'cut answers': async () => {
        proxy.faults.cut = { direction: 'answer', bytes: Math.floor(random() * 600) }
      },
      'halved frames': () => briefly({ halve: true }, 300),
      'delayed frames': () => briefly({ delayMs: 15 }, 300),
      'black holes': () => briefly({ blackHole: true }, 500),
      'refused connections': async () => {
        proxy.drop()
        await briefly({ refuse: true }, 200)
      },
      'held locks': () =>
        query(
          `begin; select pg_advisory_xact_lock(hashtextextended('daybook.log.log', 0)); select pg_sleep(0.6); commit`,
        ),
    }
    const names = Object.keys(ways)
    let turn = 0
    const disturb = async () => {
      // Each in turn, so that every run has them all; then as chance has it.
      const name = (turn < names.length ? names[turn] : names[Math.floor(random() * names.length)]) ?? ''
      turn += 1
      if (turn === 6 || turn === 14) {
        await restart(turn === 6 ? 'kill' : 'stop')
        count['restarts'] = (count['restarts'] ?? 0) + 1
      }
      await ways[name]?.()
      count[name] = (count[name] ?? 0) + 1
    }
    const open4 = await Promise.all([1, 2, 3, 4].map(open))
    const history = await runHistory({ stores: open4, writers: 24, readers: 4, seconds: SECONDS, random, disturb })
    const of = (is: (answer: unknown) => boolean) => history.attempts.filter(({ answer }) => is(answer)).length
    const stored = of(answer => typeof answer === 'object')
    console.log(
      `${history.attempts.length} appends, ${stored} stored, ${of(a => a === 'unknown')} unknown, ${proxy.cuts()} cut connections, ${JSON.stringify(count)}`,
    )
    for (const name of names.slice(0, 6)) expect(count[name], name).toBeGreaterThan(0)
    expect(count['restarts']).toBeGreaterThan(0)
    expect(stored).toBeGreaterThan(100)
    expect(violations(history)).toEqual([])
  })

  it('stores once what was cut on its way there, and finds what was stored when the answer was cut', {
    timeout: 60_000,
  }, async () => {
    const store = await open()
    for (const direction of ['request', 'answer'] as const) {
      const append = newAppend({}, 3)
      proxy.faults.cut = { direction, bytes: 40 }
      const outcome = await appendOne(store, append)
      expect(proxy.faults.cut).toBeUndefined()
      const events = await store.readStream(append.stream)
      expect(idsOf(events)).toEqual(idsOf(append.events))
      expect(outcome).toEqual({ kind: 'stored', revision: 2, position: events[2]?.position })
    }
    expect(proxy.cuts()).toBe(2)
  })

  it('does not know an outcome while nothing gets through, and knows it after', { timeout: 120_000 }, async () => {
    const store = await open()
    await appendOne(store, newAppend())
    const append = newAppend()
    proxy.faults.blackHole = true
    const begun = performance.now()
    await expect(appendOne(store, append)).rejects.toThrow(UnknownOutcome)
    expect(performance.now() - begun).toBeLessThan(40_000)
    proxy.faults.blackHole = false
    expect(await appendOne(store, append)).toMatchObject({ kind: 'stored', revision: 0 })
  })

  it('has everything that it acknowledged after Postgres was killed, and followers go on', {
    timeout: 120_000,
  }, async () => {
    const store = await open()
    const head = await store.head()
    const appends = Array.from({ length: 200 }, () => newAppend({}, 2))
    await Promise.all(appends.map(append => appendOne(store, append)))
    await restart('kill')
    const after = newAppend()
    // The first tries may still meet the connections that died.
    await expect
      .poll(() => appendOne(store, after).catch(() => undefined), { timeout: 20_000 })
      .toMatchObject({ kind: 'stored' })
    const seen = idsOf(eventsOf(await followUntil(store, head, isCaughtUp)))
    expect(seen.toSorted()).toEqual(idsOf([...appends.flatMap(({ events }) => events), ...after.events]).toSorted())
  })
})
