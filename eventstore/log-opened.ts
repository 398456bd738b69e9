import { digestOf } from './canonical-json.ts'
import { type Append, LOG_OPENED, LOG_STREAM } from './event-store.ts'

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
