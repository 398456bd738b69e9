import { v5 } from 'uuid'
import { deciderOf } from '../domain/index.ts'
import type { Process, Reaction } from '../domain/processes/process.ts'
import { type EventStore, isMarker, type Position, type RecordedEvent } from './event-store.ts'
import type { Execute, Outcome } from './execute.ts'
import { openEvents } from './load.ts'
import type { ReactState } from './react-state.ts'
import type { Vault } from './vault/vault.ts'

type Dependencies = {
  readonly store: EventStore
  readonly vault: Vault
  readonly execute: Execute
  readonly state: ReactState
}

type Send = Extract<Reaction, { send: unknown }>['send']

/** Sends a process's command under an id derived from its event, so that a redelivered event sends nothing new. */
const send = (
  execute: Execute,
  process: string,
  event: RecordedEvent,
  index: number,
  message: Send,
): Promise<Outcome> => {
  const decider = deciderOf(message.decider)
  if (decider === undefined) throw new Error(`process ${process} sends to unknown ${message.decider}`)
  return execute({
    decider,
    id: message.id,
    type: message.type,
    data: decider.commands[message.type]?.parse(message.data),
    commandId: v5(`${process}/${index}`, event.id),
    actor: { id: process, kind: 'process' },
    origin: 'live',
    correlationId: event.metadata.$correlationId,
    causationId: event.id,
  })
}

/** Everything a process does about one event. Refusals are parked for people; they do not stop the process. */
const reactTo = async (deps: Dependencies, process: Process, event: RecordedEvent): Promise<boolean> => {
  const handler = process.on[event.type as keyof typeof process.on]
  if (handler === undefined || event.metadata.origin !== 'live') return false
  const [opened] = await openEvents(deps.vault, [event])
  if (opened === undefined) return false
  const id = event.stream.slice(event.stream.indexOf('-') + 1)
  const reactions = handler({ id, type: event.type, data: opened.data, eventId: event.id, at: opened.at } as never)
  for (const [index, reaction] of reactions.entries()) {
    if ('destroyKey' in reaction) {
      await deps.vault.destroy(reaction.destroyKey)
      continue
    }
    const outcome = await send(deps.execute, process.name, event, index, reaction.send)
    if (outcome.kind !== 'rejected') continue
    const { rejection } = outcome
    // Others were faster three times: no answer yet. The process begins again from its checkpoint.
    if (rejection.code === 'TooBusy') throw new Error(`${process.name}: ${reaction.send.decider} is busy`)
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

/** Where the process goes on; a new one begins at the head. Call it before the first command is acknowledged. */
export const beginProcess = async ({ state, store }: Dependencies, { name }: Process): Promise<Position> => {
  const known = await state.positionOf(name)
  if (known !== undefined) return known
  const head = await store.head()
  await state.advance(name, head)
  return head
}

/**
 * Runs one process until aborted: events in order, its commands first, then its checkpoint, so that a crash repeats
 * commands (harmless, their ids are derived) and never skips one. A new process starts at the head of the log.
 * Several servers may run the same process.
 */
export const runProcess = async (deps: Dependencies, process: Process, signal: AbortSignal): Promise<void> => {
  let done = await beginProcess(deps, process)
  let saved = done
  for await (const item of deps.store.follow({ from: done, signal })) {
    done = item.position
    const reacted = isMarker(item) ? item.caughtUp : await reactTo(deps, process, item)
    if (!reacted || (done.commit === saved.commit && done.prepare === saved.prepare)) continue
    await deps.state.advance(process.name, done)
    saved = done
  }
}
