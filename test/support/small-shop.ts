import { randomBytes, randomUUID } from 'node:crypto'
import { expect, onTestFinished } from 'vitest'
import { readConfig } from '../../bin/config.ts'
import { recordFoundingStores } from '../../bin/ensure-stores.ts'
import { openShop, type Shop } from '../../bin/open-shop.ts'
import { product } from '../../domain/catalog/product.ts'
import { customer } from '../../domain/customers/customer.ts'
import { type AnyDecider, reject } from '../../domain/decider.ts'
import { processes } from '../../domain/processes/index.ts'
import type { RecordedEvent } from '../../eventstore/event-store.ts'
import { beginProcess } from '../../eventstore/react.ts'
import { newAppend, newEvent } from '../eventstore/events.ts'
import type { TestDatabase } from './cluster.ts'
import { testPeople } from './people.ts'
import { somebody } from './write-side.ts'

export const KEY = randomBytes(32).toString('hex')

/** The environment of a shop in a database, as the program reads it. */
export const environmentOf = ({ url }: { readonly url: string }, key = KEY): Record<string, string> => ({
  DATABASE_URL: url,
  DAYBOOK_MASTER_KEY: key,
  DAYBOOK_SEAL_KEY: KEY,
})

/** A shop in a database, opened as the program opens it. */
export const shopIn = (database: { readonly url: string }): Promise<Shop> =>
  openShop(readConfig(environmentOf(database)), () => undefined)

/** Sends a command with a fresh id. @throws Error when it is rejected */
export const sendTo = async (shop: Shop, decider: AnyDecider, id: string, type: string, data: object) => {
  const message = { decider, id, type, data, commandId: randomUUID(), actor: somebody, origin: 'live' } as const
  const outcome = await shop.execute(message)
  if (outcome.kind === 'rejected') throw new Error(`${type} was rejected: ${outcome.rejection.code}`)
}

export const addCustomer = (shop: Shop, id: string): Promise<void> =>
  sendTo(shop, customer, id, 'RegisterCustomer', {
    firstName: id,
    lastName: 'Lovelace',
    email: `${id}@example.org`,
    locale: 'en',
    store: 'UK',
  })

/** Texts that a format of lines, quotes and backslashes may trip over. */
const awkward = 'a\u2028b\u2029c\nd\re\tf "g" \\h \\\\n \u0001 ž 🙂 [null,"x"]'

/**
 * Fills a shop with a bit of everything that is backed up: customers who stay, one whose erasure has only been logged yet
 * and one whose key is destroyed, events with awkward texts, and what processes and timers note.
 */
export const fillSmall = async (shop: Shop, events = 1_200): Promise<void> => {
  await Promise.all(processes.map(process => beginProcess(shop, process)))
  await recordFoundingStores(shop.execute)
  for (const id of ['ada', 'bob', 'eve']) await addCustomer(shop, id)
  await sendTo(shop, customer, 'bob', 'EraseCustomer', {})
  await sendTo(shop, customer, 'eve', 'EraseCustomer', {})
  await shop.vault.destroy('customer-eve')
  await sendTo(shop, product, 'LAMP', 'CreateProduct', { names: { en: 'Lamp' } })
  await shop.store.append([newAppend({ events: [newEvent({ data: { names: { en: awkward } } })] })])
  for (let left = events; left > 0; left -= 400) await shop.store.append([newAppend({}, Math.min(left, 400))])
  const position = await shop.store.head()
  const rejection = reject('conflict', 'Test')
  await shop.state.park({ process: 'erase-customer', eventId: randomUUID(), reaction: 0, position, rejection })
  await shop.state.recordTimer('timer', { done: awkward })
  await letIn(shop, 'ada')
}

/** Somebody has a password, is signed in, has asked for another one, and somebody else has tried to come in as them. */
const letIn = async (shop: Shop, id: string): Promise<void> => {
  const now = new Date()
  const { passwords, sessions, tokens, attempts } = testPeople(shop).people
  await passwords.set(id, awkward, now)
  await sessions.begin({ user: id, agent: awkward.replaceAll('\0', ''), address: '::1' }, now)
  await tokens.make(id, 'reset', now)
  await attempts.begin([`account of ${id}`], now)
}

/** The whole log as it is stored, places and times included. */
export const logOf = async ({ store }: Shop): Promise<readonly RecordedEvent[]> =>
  (await store.readAll({ limit: 100_000 })).events

/** Resolves once a session of this database waits for a lock that another one holds. */
export const somebodyWaits = ({ pool }: TestDatabase) =>
  expect.poll(async () => (await pool.query(WAITING)).rowCount, { timeout: 60_000, interval: 20 }).toBeGreaterThan(0)

const WAITING = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`

/** Holds a table in a lock until the answered function is called or the spec is over. */
export const holdLock = async ({ pool }: TestDatabase, table: string, mode: string): Promise<() => Promise<void>> => {
  const client = await pool.connect()
  await client.query(`begin; lock table ${table} in ${mode} mode`)
  let isHeld = true
  const release = async () => {
    if (!isHeld) return
    isHeld = false
    await client.query('commit')
    client.release()
  }
  onTestFinished(release)
  return release
}
