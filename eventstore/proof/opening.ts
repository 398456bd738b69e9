import { digestOf } from '../canonical-json.ts'
import { type EventStore, LOG_OPENED, type RecordedEvent } from '../event-store.ts'

/** The log that a block was sealed in: its id, and a digest of the event that opens it with the time of its recording. */
export type Opening = { readonly id: string; readonly digest: string }

/** The opening of a log as it is now; undefined when it is not opened yet. */
export const openingOf = async ({ readAll }: Pick<EventStore, 'readAll'>): Promise<Opening | undefined> => {
  const opened = (await readAll({ limit: 1, types: [LOG_OPENED] })).events[0]
  if (typeof opened?.data['id'] !== 'string') return undefined
  const { id, stream, revision, type, data, metadata, recordedAt } = opened
  const digest = digestOf({ id, stream, revision, type, data, metadata, recordedAt: recordedAt.toISOString() })
  return { id: opened.data['id'], digest }
}

/** Of the times at which events were recorded. Like the opening they belong to this log alone: a copy has others. */
export const recordedDigest = (events: readonly Pick<RecordedEvent, 'recordedAt'>[]): string =>
  digestOf(events.map(({ recordedAt }) => recordedAt.toISOString()))
