import { setTimeout as delay } from 'node:timers/promises'
import { type Random, randomFrom } from '../../bin/demo/random.ts'
import { count, type Done, type Ledger } from './ledger.ts'
import { ask, send } from './sending.ts'
import { nextWish, type Wish } from './wishes.ts'
import type { World } from './world.ts'

const PAGES = [
  ['/', '/products', '/orders', '/customers', '/categories', '/stock', '/returns', '/activity', '/events'],
  ['/orders?status=placed&store=UK', '/products?q=soak', '/customers?q=ada', '/projections', '/proof', '/metrics'],
  [
    '/api/orders?limit=20',
    '/api/products?limit=20',
    '/api/stock?status=available',
    '/api/returns',
    '/api/products.csv',
  ],
].flat()

export type Going = {
  readonly ledger: Ledger
  readonly world: World
  readonly address: string
  readonly isOver: () => boolean
  /** How often each thing was written to, and by how many at this moment. */
  readonly writes: Map<string, { count: number; open: number }>
  /** How often the server was killed: what was acknowledged before may be shown a little later. */
  readonly kills: () => number
}

const revisionsOf = (page: string): number[] =>
  [...page.matchAll(/name="expectedRevision" value="(\d+)"/g)].map(([, revision]) => Number(revision))

/** Why a page does not show what was acknowledged as visible; undefined when it does. */
const whatIsMissing = (wish: Wish, page: string, { revision }: Done, isAlone: boolean): string | undefined => {
  const shown = revisionsOf(page)
  if (shown.length > 0 && Math.max(...shown) < revision) return `revision ${Math.max(...shown)} instead of ${revision}`
  return isAlone && wish.shows !== undefined && !page.includes(wish.shows) ? `no "${wish.shows}"` : undefined
}

/** An answer that does not call itself stale promises that its page shows it. */
const look = async (
  { ledger, address, kills }: Going,
  wish: Wish,
  done: Done,
  killsBefore: number,
  isAlone: () => boolean,
) => {
  count(ledger, 'looked at after the answer')
  const response = await ask(ledger, `${address}${wish.page}`, { headers: { accept: 'text/html' } })
  const page = response?.status === 503 ? undefined : await response?.text().catch(() => undefined)
  if (response === undefined || page === undefined) return
  const missing =
    response.status === 200
      ? whatIsMissing(wish, page, done, isAlone())
      : isAlone()
        ? `status ${response.status}`
        : undefined
  if (missing === undefined) return
  if (kills() === killsBefore)
    ledger.violations.push(`${wish.page} after ${wish.command} at ${done.position}, not stale: ${missing}`)
  else count(ledger, 'seen later after a kill')
}

const act = async (going: Going, random: Random): Promise<void> => {
  const { ledger, world, address, writes, kills } = going
  const wish = nextWish(random, world)
  const write = writes.get(wish.page) ?? { count: 0, open: 0 }
  writes.set(wish.page, write)
  write.count += 1
  write.open += 1
  const [mine, wasAlone] = [write.count, write.open === 1]
  const killsBefore = kills()
  const done = await send(ledger, address, wish, random)
  if (done !== undefined) wish.learn?.(world)
  const isAlone = () => wasAlone && write.count === mine
  if (done?.stale === true) count(ledger, 'stale')
  const isShown = done !== undefined && !done.stale && done.position !== null
  if (isShown && !wish.command.startsWith('Remove')) await look(going, wish, done, killsBefore, isAlone)
  write.open -= 1
}

const read = async ({ ledger, address }: Going, random: Random): Promise<void> => {
  const path = random.pick(PAGES)
  const accept = path.startsWith('/api') ? 'application/json' : 'text/html'
  const response = await ask(ledger, `${address}${path}`, { headers: { accept } })
  await response?.text().catch(() => undefined)
  if (response !== undefined && response.status !== 200 && response.status !== 503)
    ledger.violations.push(`${response.status} for GET ${path}`)
}

/** Somebody at a desk: writes, looks at what was written, reads, and writes again, until the time is over. */
export const work = async (going: Going, seed: string, pauseMs: number): Promise<void> => {
  const random = randomFrom(seed)
  while (!going.isOver()) {
    if (random.chance(0.7)) await act(going, random)
    else await read(going, random)
    await delay(random.whole(0, 2 * pauseMs))
  }
}
