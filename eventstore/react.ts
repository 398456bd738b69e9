import { v5 } from 'uuid'
import { reject } from '../domain/decider.ts'
import { deciderOf } from '../domain/index.ts'
import type { Process, Reaction, StockPlaces } from '../domain/processes/process.ts'
import { untilAnswered } from './busy.ts'
import type { Execute, Outcome } from './command.ts'
import { comparePositions, type EventStore, isMarker, type RecordedEvent, START } from './event-store.ts'
import { openEvents } from './load.ts'
import type { EventRef, ProcessPlace, ReactState } from './react-state.ts'
import type { Vault } from './vault/vault.ts'

type Dependencies = {
  readonly store: EventStore
  readonly vault: Vault
  readonly execute: Execute
  readonly state: ReactState
  readonly lookForStock: (store: string, skus: readonly string[]) => Promise<StockPlaces>
  /** Ends all sessions of a user, and voids their links. */
  readonly shutOut: (user: string) => Promise<void>
  readonly resetFactor: (user: string, until: Date) => Promise<void>
}

type Send = Extract<Reaction, { send: unknown }>['send']

/** Sends a process's command under an id derived from its event, so that a redelivered event sends nothing new. */
const send = (
  execute: Execute,
  process: string,
  event: RecordedEvent,
  part: string,
  message: Send,
): Promise<Outcome> => {
  const decider = deciderOf(message.decider)
  if (decider === undefined) throw new Error(`process ${process} sends to unknown ${message.decider}`)
  const parsed = decider.commands[message.type]?.safeParse(message.data)
  // An older log may hold more than a command takes today. That is for a person to settle, and no reason to stand still.
  if (parsed?.success === false) {
    const refused = reject('invalid', 'ReactionRefused', { command: message.type })
    return Promise.resolve({ kind: 'rejected', rejection: refused })
  }
  return execute({
    decider,
    id: message.id,
    type: message.type,
    data: parsed?.data,
    commandId: v5(`${process}/${part}`, event.id),
    actor: { id: process, kind: 'process' },
    origin: 'live',
    correlationId: event.metadata.$correlationId,
    causationId: event.id,
  })
}

type Sent = Extract<Reaction, { send: unknown } | { lookForStock: unknown }>

const messageOf = async ({ lookForStock }: Dependencies, reaction: Sent): Promise<Send | undefined> => {
  if ('send' in reaction) return reaction.send
  const { store, skus } = reaction.lookForStock
  return reaction.then(await lookForStock(store, skus))?.send
}

const isSent = (reaction: Reaction): reaction is Sent => 'send' in reaction || 'lookForStock' in reaction

/** What is no command. */
const carryOut = ({ vault, resetFactor, shutOut }: Dependencies, reaction: Exclude<Reaction, Sent>): Promise<void> => {
  if ('destroyKey' in reaction) return vault.destroy(reaction.destroyKey)
  return 'resetFactor' in reaction ? resetFactor(reaction.resetFactor, reaction.until) : shutOut(reaction.shutOut)
}

/** Everything a process does about one event. Refusals are parked for people; they do not stop the process. */
const reactTo = async (
  deps: Dependencies,
  process: Process,
  event: RecordedEvent,
  execute: Execute,
): Promise<boolean> => {
  const handler = process.on[event.type as keyof typeof process.on]
  if (handler === undefined || event.metadata.origin !== 'live') return false
  const [opened] = await openEvents(deps.vault, [event])
  if (opened === undefined) return false
  const id = event.stream.slice(event.stream.indexOf('-') + 1)
  const { type, revision } = event
  const reactions = handler({ id, type, data: opened.data, eventId: event.id, at: opened.at, revision } as never)
  for (const [index, reaction] of reactions.entries()) {
    if (!isSent(reaction)) {
      await carryOut(deps, reaction)
      continue
    }
    const message = await messageOf(deps, reaction)
    if (message === undefined) continue
    // What was looked up may be something else when the event comes again, and is then another command.
    const part = 'send' in reaction ? `${index}` : `${index}/${JSON.stringify(message.data)}`
    const outcome = await send(execute, process.name, event, part, message)
    if (outcome.kind !== 'rejected') continue
    const { rejection } = outcome
    await deps.state.park({
      process: process.name,
      eventId: event.id,
      reaction: index,
      position: event.position,
      rejection,
    })
  }
  return true
}

const refOf = ({ id, stream, revision }: RecordedEvent): EventRef => ({ id, stream, revision })

/** The place of a process in a log that is now another one: a copy, or the same restored to an earlier state. */
const placeIn = async (store: EventStore, logId: string, lastEvent: EventRef | null): Promise<ProcessPlace> => {
  const [found] =
    lastEvent === null ? [] : await store.readStream(lastEvent.stream, { from: lastEvent.revision, limit: 1 })
  // Not there: all of it is reacted to once more, which is harmless, as the ids of the commands are derived.
  return found !== undefined && found.id === lastEvent?.id
    ? { logId, position: found.position, lastEvent }
    : { logId, position: START, lastEvent: null }
}

/**
 * Where the process goes on; a new one begins at the head, and one that worked on another engine's copy of the log behind
 * the same event. Call it before the first command is acknowledged.
 */
export const beginProcess = async (
  { state, store }: Pick<Dependencies, 'state' | 'store'>,
  { name }: Process,
): Promise<ProcessPlace> => {
  const { logId } = await store.identity()
  const known = await state.placeOf(name)
  if (known?.lastEvent === null && (known.logId === null || known.logId === logId)) return { ...known, logId }
  const place = known === undefined ? await placeAtHead(store, logId) : await placeIn(store, logId, known.lastEvent)
  await state.advance(name, place)
  return place
}

const placeAtHead = async (store: EventStore, logId: string): Promise<ProcessPlace> => {
  const position = await store.head()
  const last = await store.eventAt(position)
  return { logId, position, lastEvent: last === undefined ? null : refOf(last) }
}

/**
 * Runs one process until aborted: events in order, its commands first, then its checkpoint, so that a crash repeats
 * commands (harmless, their ids are derived) and never skips one. A new process starts at the head of the log.
 * Several servers may run the same process.
 */
export const runProcess = async (deps: Dependencies, process: Process, signal: AbortSignal): Promise<void> => {
  let place = await beginProcess(deps, process)
  let saved = place.position
  const execute = untilAnswered(deps.execute, signal)
  for await (const item of deps.store.follow({ from: place.position, signal })) {
    const { position } = item
    place = { ...place, position, ...(isMarker(item) ? {} : { lastEvent: refOf(item) }) }
    const reacted = isMarker(item) ? item.caughtUp : await reactTo(deps, process, item, execute)
    if (!reacted || comparePositions(position, saved) === 0) continue
    await deps.state.advance(process.name, place)
    saved = position
  }
}
