import { createHash } from 'node:crypto'
import { v7 } from 'uuid'
import { type EventStore, parsePosition, positionToken, type RecordedEvent } from '../event-store.ts'
import type { Vault } from '../vault/vault.ts'
import { type AccessFilter, listAccesses, recordAccesses } from './accesses.ts'
import { askedOf } from './asked.ts'
import { addExport, findExport, listExports, type Manifest } from './exports.ts'
import type { Sealed } from './keep-sealing.ts'
import { type Proven, provingOf } from './proving.ts'
import { sealingNow } from './seal-now.ts'

/** What auditors look into, and what keeps who did. */
type Audited = Proven & Pick<Sealed, 'clock'> & { readonly vault: Pick<Vault, 'hashWord'> }

/** What an export is asked for. */
type Order = Pick<Manifest, 'format' | 'query' | 'asOf' | 'by'>

/** Read at once from the lowest position on; what lies further apart is read one by one. */
const stored = async (store: EventStore, positions: readonly string[]): Promise<Map<string, RecordedEvent>> => {
  const wanted = new Set(positions)
  const found = new Map<string, RecordedEvent>()
  const keep = (event: RecordedEvent) => {
    const token = positionToken(event.position)
    if (wanted.has(token)) found.set(token, event)
  }
  const [lowest, ...others] = [...wanted].sort()
  if (lowest === undefined) return found
  const from = parsePosition(lowest)
  const first = await store.eventAt(from)
  if (first !== undefined) keep(first)
  if (others.length > 0) for (const event of (await store.readAll({ from, limit: wanted.size })).events) keep(event)
  for (const token of others) {
    const event = found.has(token) ? undefined : await store.eventAt(parsePosition(token))
    if (event !== undefined) keep(event)
  }
  return found
}

/** The last seal, as a manifest names it. */
const sealNow = async ({ seals }: Pick<Audited, 'seals'>) => {
  const last = await seals.last()
  if (last === undefined) return null
  const { number, first, count, link } = last.header
  return { number, events: first + count, link }
}

const beginExport = (shop: Audited, order: Order) => {
  const id = v7()
  const digest = createHash('sha256')
  const tally = { count: 0, bytes: 0, first: null as string | null, last: null as string | null }
  return {
    id,
    take: (part: string, positions: readonly string[]): void => {
      digest.update(part)
      tally.bytes += Buffer.byteLength(part)
      tally.count += positions.length
      for (const position of positions) {
        if (tally.first === null || position < tally.first) tally.first = position
        if (tally.last === null || position > tally.last) tally.last = position
      }
    },
    finish: async (): Promise<void> => {
      const { count, bytes, first: firstPosition, last: lastPosition } = tally
      const [{ logId }, seal] = await Promise.all([shop.store.identity(), sealNow(shop)])
      const [sha256, at] = [digest.digest('hex'), shop.clock.now().toISOString()]
      const asked = askedOf(shop.vault.hashWord, order.query)
      const manifest = { ...order, ...asked, id, count, bytes, firstPosition, lastPosition, sha256, at, logId, seal }
      await addExport(shop.pool, manifest, shop.sealKey)
    },
  }
}

/** What auditors can prove, take along and look up of this shop. */
export const auditingOf = (shop: Audited) => ({
  ...provingOf(shop),
  sealNow: sealingNow(shop),
  recordAccess: recordAccesses(shop.pool, shop.vault.hashWord),
  listAccesses: (filter: AccessFilter, limit: number, behind?: string) =>
    listAccesses({ pool: shop.pool, hash: shop.vault.hashWord }, filter, limit, behind),
  stored: (positions: readonly string[]) => stored(shop.store, positions),
  beginExport: (order: Order) => beginExport(shop, order),
  findExport: (id: string) => findExport(shop.pool, id),
  listExports: (limit: number, behind?: string) => listExports(shop.pool, limit, behind),
})
