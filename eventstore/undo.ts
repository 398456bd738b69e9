import { v5 } from 'uuid'
import { fold, isRejection, type Rejection, reject } from '../domain/decider.ts'
import { undoOf } from '../domain/index.ts'
import type { Compensation, FindUndo } from './command.ts'
import type { EventStore } from './event-store.ts'
import { type OpenedEvent, openEvents } from './load.ts'
import type { Vault } from './vault/vault.ts'

type Log = { readonly store: Pick<EventStore, 'readStream'>; readonly vault: Vault }
type Asked = Parameters<FindUndo>[0]

/** What is set back must be known: what was erased about a person, or can not be read, is not. */
const isGone = ({ metadata, data }: OpenedEvent): boolean =>
  metadata.subjects !== undefined && (data['personal'] as { readonly value: unknown } | undefined)?.value === null

const decideUndo = ({ decider }: Asked, before: readonly OpenedEvent[], made: readonly OpenedEvent[]) => {
  const [first] = made
  const undo = undoOf(decider.category, first?.metadata.command ?? '')
  if (typeof undo !== 'function') return reject('conflict', 'Irreversible', { why: undo ?? 'unknown' })
  if ([...before, ...made].some(isGone)) return reject('conflict', 'UndoPersonalGone')
  const command = undo(fold(decider.evolve, decider.initial, before), made)
  if (isRejection(command)) return command
  // An older log may hold more than a command takes today.
  const parsed = decider.commands[command.type]?.safeParse(command.data)
  return parsed?.success === true
    ? { type: command.type, data: parsed.data }
    : reject('conflict', 'UndoNotTaken', { command: command.type })
}

/** All events of the command that made the one at a revision, and what came before it. */
const madeWith = (events: readonly OpenedEvent[], revision: number) => {
  const made = events.filter(({ commandId }) => commandId === events[revision]?.commandId)
  return { made, before: events.slice(0, made[0]?.revision) }
}

/**
 * Finds the command that takes another one back, decided on the state before that one. It is to be executed on the revision
 * that one made, under an id that is derived from it: undoing twice is one undo, and an undo can be undone.
 */
export const createFindUndo =
  ({ store, vault }: Log): FindUndo =>
  async (asked): Promise<Compensation | Rejection> => {
    const { decider, id, revision } = asked
    const recorded = await store.readStream(`${decider.category}-${id}`)
    const event = recorded[revision]
    if (recorded.length === 0) return reject('unknown', 'UndoUnknown')
    if (event === undefined) return reject('conflict', 'RevisionUnknown', { expected: revision })
    const last = recorded.findLast(({ metadata }) => metadata.commandId === event.metadata.commandId) ?? event
    const { before, made } = madeWith(await openEvents(vault, recorded.slice(0, last.revision + 1)), revision)
    const command = decideUndo(asked, before, made)
    if (isRejection(command)) return command
    const { commandId, $correlationId } = last.metadata
    return {
      ...command,
      decider,
      id,
      undoes: last.metadata.command,
      commandId: v5('undo', commandId),
      expected: last.revision,
      correlationId: $correlationId,
      causationId: last.id,
    }
  }
