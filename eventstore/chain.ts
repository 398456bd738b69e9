import { hash } from 'node:crypto'
import { canonicalJson } from './canonical-json.ts'
import type { RecordedEvent } from './event-store.ts'

/** What is proven of an event: positions and the time of recording are left out, so that a copy of the log has the same. */
export type ProvenEvent = Pick<RecordedEvent, 'id' | 'stream' | 'revision' | 'type' | 'data' | 'metadata'>

/** What the chain of an empty log ends with. */
export const CHAIN_START = '0'.repeat(64)

/** The canonical JSON (RFC 8785) of an event as it is stored, personal data sealed. */
export const canonicalEvent = ({ id, stream, revision, type, data, metadata }: ProvenEvent): string =>
  canonicalJson({ id, stream, revision, type, data, metadata })

/** The next link of the hash chain from the canonical JSON of an event, for whoever needs that text anyway. */
export const linkAfter = (link: string, canonical: string): string => hash('sha256', link + canonical)

/**
 * The next link of the hash chain over a log: SHA-256, hexadecimal, over the link before and the canonical JSON of the
 * event. Its place in the log is left out, what comes before and after it is not.
 */
export const nextLink = (link: string, event: ProvenEvent): string => linkAfter(link, canonicalEvent(event))
