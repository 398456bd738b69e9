import { v5 } from 'uuid'
import type { BulkItem, BulkRun } from '../../domain/bulk-run.ts'
import { type AnyDecider, isRejection, type Rejection, reject } from '../../domain/decider.ts'
import { bulkActionOf, deciderOf } from '../../domain/index.ts'
import type { Command, FindUndo } from '../command.ts'
import { type Log, load, loadSince } from '../load.ts'

export type Preparing = Log & { readonly findUndo: FindUndo }

type Prepared = { readonly command: Command; readonly revision: number } | Rejection
type Made = Omit<Command, 'actor' | 'origin'> & { readonly expected: number }

/** What a thing was at the revision that was looked at; now, where it was not yet. */
const stateAt = async (log: Log, decider: AnyDecider, { id, revision }: BulkItem) => {
  const loaded = await load(log, decider, id)
  if (revision === null || loaded.revision <= revision) return loaded
  return { state: (await loadSince(log, decider, loaded, revision)).state, revision }
}

/** The command of an action, decided on what was looked at: whoever has changed the same since is not overwritten. */
const commandOf = async (log: Log, decider: AnyDecider, run: BulkRun, item: BulkItem): Promise<Made | Rejection> => {
  const action = bulkActionOf(run.category, run.action ?? '')
  const asked = action?.asks.safeParse(run.asked)
  if (action === undefined || asked?.success !== true) return reject('conflict', 'BulkNotTaken')
  const { state, revision } = await stateAt(log, decider, item)
  const data = action.dataFor(state, asked.data, item.id)
  if (isRejection(data)) return data
  const parsed = decider.commands[action.command]?.safeParse(data)
  if (parsed?.success !== true) return reject('conflict', 'BulkNotTaken')
  return {
    decider,
    id: item.id,
    type: action.command,
    data: parsed.data,
    commandId: v5(item.id, run.id),
    expected: revision,
    correlationId: run.id,
  }
}

const undoOf = async ({ findUndo }: Preparing, decider: AnyDecider, { id, revision }: BulkItem) => {
  const found = await findUndo({ decider, id, revision: revision ?? -1 })
  if (isRejection(found)) return found
  const { undoes: _told, ...command } = found
  return command
}

/** The command of a run for one of its things, the same however often it is asked for; or why there is none. */
export const prepare = async (log: Preparing, run: BulkRun, item: BulkItem): Promise<Prepared> => {
  const decider = deciderOf(run.category)
  if (decider === undefined) return reject('conflict', 'BulkNotTaken')
  const made = await (run.undoes === null ? commandOf(log, decider, run, item) : undoOf(log, decider, item))
  if (isRejection(made)) return made
  return { command: { ...made, actor: { id: run.by, kind: 'user' }, origin: 'live' }, revision: made.expected }
}
