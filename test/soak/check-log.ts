import { type EventStore, positionToken, type RecordedEvent, START } from '../../eventstore/event-store.ts'
import { count, type Entry, type Ledger } from './ledger.ts'

const PAGE = 1000

/** The whole log, in its order. */
export const readLog = async (store: EventStore): Promise<RecordedEvent[]> => {
  const events: RecordedEvent[] = []
  for (let from = START; ; ) {
    const page = await store.readAll({ from, limit: PAGE })
    events.push(...page.events)
    if (page.atHead) return events
    from = page.next
  }
}

/** Whether events are one append: of one stream, one behind the other, there and in the log. */
const isOneAppend = (events: readonly RecordedEvent[]): boolean =>
  events.every(({ stream, revision, position }, index) => {
    const before = events[index - 1]
    if (before === undefined) return true
    return stream === before.stream && revision === before.revision + 1 && position.commit > before.position.commit
  })

const checkEntry = (ledger: Ledger, { command, commandId, path, done, refused }: Entry, stored: RecordedEvent[]) => {
  const violate = (what: string) => ledger.violations.push(`${command} ${path} ${commandId}: ${what}`)
  const last = stored.at(-1)
  const acknowledged = done.filter(({ position }) => position !== null)
  if (acknowledged.length > 0) count(ledger, 'acknowledged')
  if (acknowledged.length > 0 && last === undefined) {
    count(ledger, 'lost')
    return violate('acknowledged, and not in the log')
  }
  for (const { position, revision } of acknowledged)
    if (last !== undefined && (revision !== last.revision || position !== positionToken(last.position)))
      violate(`answered ${revision} at ${position}, stored ${last.revision} at ${positionToken(last.position)}`)
  if (last !== undefined && done.length === 0 && refused.length > 0)
    violate(`only ever refused (${refused.join(', ')}), and in the log as revision ${last.revision}`)
  if (last !== undefined && done.length === 0 && refused.length === 0) count(ledger, 'stored without an answer')
}

/** Every command that was acknowledged is in the log exactly once, where its answer says; none is in it twice. */
export const checkCommands = (ledger: Ledger, log: readonly RecordedEvent[]): void => {
  const byCommand = Map.groupBy(log, ({ metadata }) => metadata.commandId)
  for (const [commandId, events] of byCommand) {
    if (isOneAppend(events)) continue
    count(ledger, 'doubled')
    const places = events.map(({ stream, revision }) => `${stream}@${revision}`).join(', ')
    ledger.violations.push(`command ${commandId} was stored more than once: ${places}`)
  }
  for (const entry of ledger.entries) checkEntry(ledger, entry, byCommand.get(entry.commandId) ?? [])
}

/** Revisions of every stream are 0, 1, 2 …, positions rise, and time never goes back within a stream. */
export const checkOrder = (ledger: Ledger, log: readonly RecordedEvent[]): void => {
  const last = new Map<string, RecordedEvent>()
  for (const [index, event] of log.entries()) {
    const before = last.get(event.stream)
    if (event.revision !== (before?.revision ?? -1) + 1)
      ledger.violations.push(`${event.stream}: revision ${event.revision} behind ${before?.revision}`)
    if (before !== undefined && event.metadata.at < before.metadata.at)
      ledger.violations.push(`${event.stream}: revision ${event.revision} happened before the one in front of it`)
    const previous = log[index - 1]
    if (previous !== undefined && previous.position.commit >= event.position.commit)
      ledger.violations.push(`position ${event.position.commit} behind ${previous.position.commit}`)
    last.set(event.stream, event)
  }
}
