import { type Append, AppendTooLarge, MAX_APPEND_BYTES, type NewEvent } from './event-store.ts'

/** An append that every engine can store, with the JSON text of its events. */
export type Admitted = {
  readonly append: Append
  readonly data: readonly string[]
  readonly metadata: readonly string[]
  /** Bytes of all that JSON. */
  readonly bytes: number
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
// EventStoreDB keeps names with a leading $ for itself and hides them from readers.
const NAME = /^(?!\$)[^\p{Cc}\p{Cs}]{1,256}$/u
// JSON.stringify escapes NUL and lone surrogates; an escaped backslash before the u is ordinary text.
const UNSTORABLE = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/

const refuse = (why: string): never => {
  throw new RangeError(`can not be stored: ${why}`)
}

const jsonOf = (value: NewEvent['data'] | NewEvent['metadata']): string => {
  const json = JSON.stringify(value)
  if (json.includes('\\u') && UNSTORABLE.test(json)) refuse('text with NUL or half a surrogate pair')
  return json
}

const checkExpected = (expected: Append['expected']) =>
  expected === 'no_stream' ||
  (Number.isSafeInteger(expected) && expected >= 0) ||
  refuse('the expected revision is neither no_stream nor a whole number from 0')

const checkEvent = ({ id, type }: NewEvent) => {
  if (!UUID.test(id)) refuse('an event id that is no lower-case UUID')
  if (!NAME.test(type)) refuse('an event type that is empty, too long, starts with $ or has control characters')
}

const sizeOf = (texts: readonly string[]) => texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0)

/**
 * Checks an append against what all engines can store: names and types of 1 to 256 characters without control
 * characters or a leading `$`, UUIDs, at least one event, no NUL, at most MAX_APPEND_BYTES. Throws RangeError, AppendTooLarge for more.
 */
export const admit = (append: Append): Admitted => {
  if (!NAME.test(append.stream))
    refuse('a stream name that is empty, too long, starts with $ or has control characters')
  checkExpected(append.expected)
  if (append.events.length === 0) refuse('an append without events')
  append.events.forEach(checkEvent)
  const data = append.events.map(event => jsonOf(event.data))
  const metadata = append.events.map(event => jsonOf(event.metadata))
  const bytes = sizeOf(data) + sizeOf(metadata)
  if (bytes > MAX_APPEND_BYTES) throw new AppendTooLarge(`${bytes} bytes in one append, more than ${MAX_APPEND_BYTES}`)
  return { append, data, metadata, bytes }
}
