import { setTimeout as delay } from 'node:timers/promises'
import type { Pool } from 'pg'
import { v7 } from 'uuid'
import type { BulkItem, BulkRun } from '../../domain/bulk-run.ts'
import { isRejection, type Rejection } from '../../domain/decider.ts'
import { untilAnswered } from '../busy.ts'
import type { Execute, Outcome } from '../command.ts'
import { changedSince } from '../conflict.ts'
import { createDecideOnly } from '../decide-only.ts'
import type { EventStore } from '../event-store.ts'
import { stateCache } from '../state-cache.ts'
import { createFindUndo } from '../undo.ts'
import type { Vault } from '../vault/vault.ts'
import { forgetAsked, openAsked } from './asked.ts'
import { type Claimed, claimRun, finishRun, nextItems, releaseRun, settleItems } from './claim.ts'
import { prepare } from './prepare.ts'

/** Things at once: enough to share commits of the log, few enough to leave it to people. */
const AT_ONCE = 16
const POLL_MS = 300
const CACHE_BYTES = 8 * 1024 * 1024

export type BulkWork = {
  readonly pool: Pool
  readonly store: EventStore
  readonly vault: Vault
  readonly clock: () => Date
  readonly execute: Execute
  readonly signal: AbortSignal
  /** Is told of each thing that was to be done and was refused. */
  readonly onRefused?: (run: BulkRun, item: BulkItem) => Promise<void>
}

type Doings = Readonly<Record<Claimed['state'], (run: Claimed, item: BulkItem) => Promise<BulkItem>>>

const refused = (item: BulkItem, why: Rejection): BulkItem => ({ ...item, outcome: 'refused', why })

const settled = (item: BulkItem, outcome: Outcome): BulkItem => {
  if (outcome.kind === 'conflict') return refused(item, changedSince)
  if (outcome.kind === 'rejected') return refused(item, outcome.rejection)
  const { revision, position, repeated } = outcome
  // One that was done before this process took over has its events, too.
  return { ...item, revision, outcome: position === undefined && !repeated ? 'nothing' : 'done' }
}

/** How things are looked at, and how they are done: the same way, but for the end. */
const doings = ({ store, vault, clock, execute, signal }: BulkWork): Doings => {
  const log = { store, vault, clock, cache: stateCache(CACHE_BYTES), findUndo: createFindUndo({ store, vault }) }
  const [decideOnly, send] = [createDecideOnly(log), untilAnswered(execute, signal)]
  return {
    previewing: async (run, item) => {
      const prepared = await prepare(log, run, item)
      if (isRejection(prepared)) return refused(item, prepared)
      const would = await decideOnly(prepared.command)
      const seen = { ...item, revision: prepared.revision }
      return isRejection(would) ? refused(seen, would) : { ...seen, outcome: would }
    },
    running: async (run, item) => {
      const prepared = await prepare(log, run, item)
      return isRejection(prepared) ? refused(item, prepared) : settled(item, await send(prepared.command))
    },
  }
}

/** Looks at, or does, one thing after the other until there are no more, or the run is stopped or another process has it. */
const workAt = async (run: Claimed, doing: Doings, { pool, vault, signal, onRefused }: BulkWork): Promise<void> => {
  while (!signal.aborted) {
    const items = await nextItems(pool, run, AT_ONCE)
    if (items.length === 0) {
      if (run.state === 'running') await forgetAsked(vault, run)
      return finishRun(pool, run)
    }
    const done = await Promise.all(items.map(item => doing[run.state](run, item)))
    if (!(await settleItems(pool, run, done))) return
    const refused = run.state === 'running' ? done.filter(({ outcome }) => outcome === 'refused') : []
    for (const item of refused) await onRefused?.(run, item)
  }
}

/** Works at the runs of a shop, one at a time, those of processes that died among them, until aborted. */
export const workAtRuns = async (work: BulkWork): Promise<void> => {
  const { pool, vault, signal } = work
  const doing = doings(work)
  while (!signal.aborted) {
    const claimed = await claimRun(pool, v7())
    const run = claimed && (await openAsked(vault, claimed))
    if (run === undefined) {
      await delay(POLL_MS, undefined, { signal }).catch(() => undefined)
      continue
    }
    try {
      await workAt(run, doing, work)
    } finally {
      await releaseRun(pool, run)
    }
  }
}
