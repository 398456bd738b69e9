import { hasClearTerms } from '../audit/rewrite-terms.ts'
import { asCanNotSeal, CanNotSeal, keep, pendingOf, refuseOther } from '../proof/keep-seal.ts'
import { isSigned } from '../proof/seal.ts'
import type { SealKey } from '../proof/seal-key.ts'
import { BLOCK_ROWS, cutBlocks } from './blocks.ts'
import { type Blocks, sealedUpTo, sealTables, type TrailHeader } from './seal.ts'
import { type Ends, endsOf, settledEnds } from './settled.ts'
import { TRAIL, type TrailTable } from './tables.ts'
import type { Trail } from './trail.ts'

type Options = {
  readonly trail: Trail
  readonly key: SealKey
  readonly clock: () => Date
  /** Also seals what does not fill a block. */
  readonly partial?: boolean
  readonly signal?: AbortSignal
}

/**
 * Seals what was added to who looked at what, to the lists of exports and of verifications since the last seal, once it
 * fills a block. Several processes may do so at once. Answers how many rows this call has sealed.
 * @throws CanNotSeal, the signal's reason, what the database throws
 */
export const sealTrail = async (options: Options): Promise<number> => {
  for (;;) {
    const rows = await sealNext(options).catch(asCanNotSeal)
    if (rows !== undefined) return rows
  }
}

/** Undefined when another process has added a seal meanwhile, or an interrupted one had to be stored first. */
const sealNext = async (options: Options): Promise<number | undefined> => {
  const { trail, key, clock, signal } = options
  const last = await trail.seals.last()
  if (last !== undefined && !isSigned(last)) throw new CanNotSeal(`the signature of trail seal ${last.number} is wrong`)
  const pending = await pendingOf({ ...trail, key, what: 'trail seal' }, last)
  // Before the ends are read: nothing that happens later is sealed, and nothing earlier is left out.
  const at = pending === undefined ? clock() : new Date(pending.sealedAt)
  if (pending === undefined && !isWanted(options, last?.header, await endsOf(trail.pool))) return 0
  const ends = pending === undefined ? await settledEnds(trail.pool, signal) : endsIn(pending)
  if (pending === undefined) await refuseClear(trail)
  const blocks = await blocksUpTo(options, last?.header, ends)
  const rows = TRAIL.flatMap(table => blocks[table]).reduce((sum, block) => sum + block.rows, 0)
  if (rows === 0 && pending === undefined) return 0
  const seal = sealTables(last?.header, blocks, key, at)
  if (pending !== undefined) refuseOther(pending, seal, 'rows')
  const isKept = await keep(trail, seal)
  return isKept && pending === undefined ? rows : undefined
}

/** What an earlier release writes beside this one is replaced at the next start: sealed before, it would seem to be forged. */
const refuseClear = async ({ pool }: Trail): Promise<void> => {
  if (await hasClearTerms(pool))
    throw new CanNotSeal(
      'an earlier release of Daybook, which keeps searches in clear, was used beside this one. End it and start this one again: they are replaced then, and sealed',
    )
}

/** Numbers that were taken and never used count, too: they are few. */
const isWanted = ({ partial = false }: Options, before: TrailHeader | undefined, ends: Ends): boolean => {
  const added = TRAIL.reduce((sum, table) => sum + Math.max(0, ends[table] - sealedUpTo(before, table)), 0)
  return added >= (partial ? 1 : BLOCK_ROWS)
}

const endsIn = ({ tables }: TrailHeader): Ends => ({
  access: tables.access.last,
  export: tables.export.last,
  verification: tables.verification.last,
})

const blocksUpTo = async ({ trail, signal }: Options, before: TrailHeader | undefined, ends: Ends): Promise<Blocks> => {
  const cut = (table: TrailTable) =>
    cutBlocks(trail.pool, { table, after: sealedUpTo(before, table) }, ends[table], signal)
  return { access: await cut('access'), export: await cut('export'), verification: await cut('verification') }
}
