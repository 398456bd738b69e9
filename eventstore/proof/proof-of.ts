import { canonicalEvent, type ProvenEvent } from '../chain.ts'
import type { EventStore } from '../event-store.ts'
import { auditPath, leafHash, rootOfPath } from './merkle.ts'
import { type BlockHeader, isSigned, namesOf } from './seal.ts'
import type { Seals } from './seals.ts'

/** That one event is in the sealed log; verify-proof.mjs checks it without anything else. Bytes are hexadecimal. */
export type Proof = {
  readonly event: ProvenEvent
  /** Its place in the log, from 0. */
  readonly index: number
  /** From the event upwards. */
  readonly path: readonly string[]
  readonly header: BlockHeader
  readonly signature: string
  readonly publicKey: string
}

/** The event is no longer what was sealed, or its seal is forged: there is nothing to prove. */
export class NotAsSealed extends Error {
  override readonly name = 'NotAsSealed'
}

type Options = { readonly store: Pick<EventStore, 'readStream'>; readonly seals: Pick<Seals, 'holding'> }

/** The proof of a sealed event; undefined when no seal holds an event of that id. @throws NotAsSealed */
export const proofOf = async ({ store, seals }: Options, eventId: string): Promise<Proof | undefined> => {
  const held = await seals.holding(eventId)
  const name = held === undefined ? undefined : namesOf(held.seal)[held.at]
  if (held === undefined || name === undefined) return undefined
  const { seal, at } = held
  const { header, signature, publicKey, leaves } = seal
  const [found] = await store.readStream(name.stream, { from: name.revision, limit: 1 })
  if (found?.id !== eventId) throw new NotAsSealed(`event ${eventId} is missing from ${name.stream}`)
  const { id, stream, revision, type, data, metadata } = found
  const event: ProvenEvent = { id, stream, revision, type, data, metadata }
  const path = auditPath(leaves, at)
  const root = rootOfPath(leafHash(canonicalEvent(event)), at, header.count, path)
  if (root?.toString('hex') !== header.root) throw new NotAsSealed(`event ${eventId} is not what was sealed`)
  if (!isSigned(seal)) throw new NotAsSealed(`the signature of seal ${seal.number} is wrong`)
  return {
    event,
    index: header.first + at,
    path: path.map(hash => hash.toString('hex')),
    header,
    signature: signature.toString('hex'),
    publicKey: publicKey.toString('hex'),
  }
}
