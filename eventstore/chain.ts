import { createHash } from 'node:crypto'
import { canonicalJson } from './canonical-json.ts'
import type { RecordedEvent } from './event-store.ts'

type Linked = Pick<RecordedEvent, 'id' | 'stream' | 'revision' | 'type' | 'data' | 'metadata'>

/** What the chain of an empty log ends with. */
export const CHAIN_START = '0'.repeat(64)

/**
 * The next link of the hash chain over a log: SHA-256, hexadecimal, over the link before and the canonical JSON (RFC 8785)
 * of the event as it is stored, personal data sealed. Positions and the time of recording are left out, so that a copy
 * of the log has the same chain; what comes before and after an event is not.
 */
export const nextLink = (link: string, { id, stream, revision, type, data, metadata }: Linked): string =>
  createHash('sha256').update(link).update(canonicalJson({ id, stream, revision, type, data, metadata })).digest('hex')
