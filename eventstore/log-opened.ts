import { randomUUID } from 'node:crypto'
import { appendSurely } from './append.ts'
import { digestOf } from './canonical-json.ts'
import { type Append, type EventStore, type Identity, LOG_OPENED, LOG_STREAM } from './event-store.ts'

/** The append that opens a log. @param id A new UUID: the identity of the log for as long as it lives. */
export const logOpened = (id: string, at: Date): Append => ({
  stream: LOG_STREAM,
  expected: 'no_stream',
  events: [
    {
      id,
      type: LOG_OPENED,
      data: { id },
      metadata: {
        at: at.toISOString(),
        origin: 'live',
        actor: { id: 'event-store', kind: 'process' },
        command: 'OpenLog',
        commandId: id,
        commandDigest: digestOf({ id }),
        $correlationId: id,
        $causationId: id,
        schema: 1,
      },
    },
  ],
})

/**
 * The identity of a log, which is opened if it is new. Of several processes that open it together one appends; the others
 * find what it has written.
 */
export const openLog = async (store: Pick<EventStore, 'readStream' | 'append'>, now: () => Date): Promise<Identity> => {
  const first = async () => (await store.readStream(LOG_STREAM, { limit: 1 }))[0]
  const opened = (await first()) ?? (await appendSurely(store, logOpened(randomUUID(), now())), await first())
  if (typeof opened?.data['id'] !== 'string') throw new Error('the log has no LogOpened at its start')
  return { logId: opened.data['id'] }
}
