import { hash } from 'node:crypto'
import { canonicalJson, digestOf } from '../canonical-json.ts'
import { CHAIN_START, canonicalEvent, linkAfter } from '../chain.ts'
import { positionToken, type RecordedEvent } from '../event-store.ts'
import { leafHash, rootOf } from './merkle.ts'
import { type Opening, recordedDigest } from './opening.ts'
import { isSignedBy, type SealKey } from './seal-key.ts'

/** A block that is full has so many events. */
export const BLOCK_EVENTS = 1024

/** Previous of the first seal. */
export const NO_HEADER = '0'.repeat(64)

/** What every signed header says of its place among those of its kind. */
export type ChainedHeader = {
  /** From 0. */
  readonly number: number
  /** Over the canonical JSON of the header before. */
  readonly previous: string
  /** By the clock of whoever sealed it, ISO 8601 UTC. */
  readonly sealedAt: string
  readonly keyId: string
}

/** What is signed of a block, a run of neighbouring events of the log. Hashes are SHA-256, hexadecimal. */
export type BlockHeader = {
  /** From 0. */
  readonly number: number
  /** Place of its first event in the log, from 0; LogOpened is not counted. */
  readonly first: number
  readonly count: number
  /** The hash chain over the log before and after the block. */
  readonly previousLink: string
  readonly link: string
  /** Root of the Merkle tree over the canonical JSON of its events. */
  readonly root: string
  /** Over the text of `names`. */
  readonly names: string
  /** Over the canonical JSON of the header before; zeros for the first. */
  readonly previous: string
  /** The log it was sealed in, and of the times its events were recorded at there. Seals of earlier releases have neither. */
  readonly log?: Opening
  readonly recorded?: string
  /** By the clock of whoever sealed it, ISO 8601 UTC. */
  readonly sealedAt: string
  readonly keyId: string
}

/** A block as it is kept. Nothing of it but the position is believed before its signature and hashes have been checked. */
export type Seal = {
  readonly header: BlockHeader
  readonly signature: Buffer
  readonly publicKey: Buffer
  /** The leaf hashes, one behind the other: they tell which event is another. */
  readonly leaves: Buffer
  /** JSON of [id, stream, revision] of each event: they tell which one is missing. */
  readonly names: string
  /** Token of the position of its last event; a copy of the log has that event elsewhere. */
  readonly end: string
}

export type EventName = { readonly id: string; readonly stream: string; readonly revision: number }

/** The events of a seal by name, in order. */
export const namesOf = ({ names }: Pick<Seal, 'names'>): EventName[] =>
  (JSON.parse(names) as readonly (readonly [string, string, number])[]).map(([id, stream, revision]) => ({
    id,
    stream,
    revision,
  }))

type KeptHeader = { readonly header: object; readonly signature: Buffer; readonly publicKey: Buffer }

/** Whether the header was signed by the key that the seal names, whoever has that. */
export const isSigned = ({ header, signature, publicKey }: KeptHeader): boolean =>
  isSignedBy(publicKey, canonicalJson(header), signature)

/** What a header has to say, given the one before it. */
export const successionOf = (
  before: BlockHeader | undefined,
): Pick<BlockHeader, 'number' | 'first' | 'previous' | 'previousLink'> =>
  before === undefined
    ? { number: 0, first: 0, previous: NO_HEADER, previousLink: CHAIN_START }
    : {
        number: before.number + 1,
        first: before.first + before.count,
        previous: digestOf(before),
        previousLink: before.link,
      }

export const namesDigest = (names: string): string => hash('sha256', names)

/** Seals the next block. @param events At least one, as they follow the block of the header before. */
export const sealBlock = (
  before: BlockHeader | undefined,
  events: readonly [RecordedEvent, ...RecordedEvent[]],
  key: SealKey,
  at: Date,
  log?: Opening,
): Seal => {
  const succession = successionOf(before)
  const texts = events.map(canonicalEvent)
  const leaves = Buffer.concat(texts.map(leafHash))
  const names = JSON.stringify(events.map(({ id, stream, revision }) => [id, stream, revision]))
  const header: BlockHeader = {
    ...succession,
    count: events.length,
    link: texts.reduce(linkAfter, succession.previousLink),
    root: rootOf(leaves).toString('hex'),
    names: namesDigest(names),
    ...(log === undefined ? {} : { log, recorded: recordedDigest(events) }),
    sealedAt: at.toISOString(),
    keyId: key.keyId,
  }
  const { position } = events.at(-1) ?? events[0]
  const signature = key.sign(canonicalJson(header))
  return { header, signature, publicKey: key.publicKey, leaves, names, end: positionToken(position) }
}
