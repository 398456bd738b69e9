import shared from '@eventstore/db-client/generated/shared_pb.js'
import type { AppendReq, BatchAppendReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js'
import streams from '@eventstore/db-client/generated/streams_pb.js'
import { Metadata, type ServiceError, status } from '@grpc/grpc-js'
import type { Faults } from './faults.ts'
import type { Proposed, Stored } from './log.ts'

const TICKS_PER_MS = 10_000n
/** What servers before 22.6 say of positions where a stream is read. */
const NO_POSITION = '18446744073709551615'

type ProposedMessage = AppendReq.ProposedMessage | BatchAppendReq.ProposedMessage

export const proposedOf = (message: ProposedMessage): Proposed => {
  const metadata = message.getMetadataMap()
  return {
    id: message.getId()?.getString() || uuidOf(message),
    type: metadata.get('type') ?? '',
    isJson: metadata.get('content-type') === 'application/json',
    data: message.getData_asU8(),
    metadata: message.getCustomMetadata_asU8(),
  }
}

/** Ids may come as two halves of 64 bits. */
const uuidOf = (message: ProposedMessage): string => {
  const structured = message.getId()?.getStructured()
  const half = (bits: string) => BigInt.asUintN(64, BigInt(bits)).toString(16).padStart(16, '0')
  const hex = half(structured?.getMostSignificantBits() ?? '0') + half(structured?.getLeastSignificantBits() ?? '0')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

export const identifierOf = (stream: string) =>
  new shared.StreamIdentifier().setStreamName(Buffer.from(stream).toString('base64'))

export const nameOf = (identifier: { getStreamName_asU8: () => Uint8Array } | undefined): string =>
  Buffer.from(identifier?.getStreamName_asU8() ?? []).toString()

/** A record as a read tells it. */
export const eventMessage = (
  stored: Stored,
  { isAll, hasPosition }: { isAll: boolean; hasPosition: boolean },
): ReadResp => {
  const record = new streams.ReadResp.ReadEvent.RecordedEvent()
    .setId(new shared.UUID().setString(stored.id))
    .setStreamIdentifier(identifierOf(stored.stream))
    .setStreamRevision(`${stored.revision}`)
    .setPreparePosition(hasPosition ? `${stored.position}` : NO_POSITION)
    .setCommitPosition(hasPosition ? `${stored.position}` : NO_POSITION)
    .setData(stored.data)
    .setCustomMetadata(stored.metadata)
  const metadata = record.getMetadataMap()
  metadata.set('type', stored.type)
  metadata.set('created', `${BigInt(stored.created.getTime()) * TICKS_PER_MS}`)
  metadata.set('content-type', stored.isJson ? 'application/json' : 'application/octet-stream')
  const event = new streams.ReadResp.ReadEvent().setEvent(record)
  if (isAll) event.setCommitPosition(`${stored.position}`)
  else event.setNoPosition(new shared.Empty())
  return new streams.ReadResp().setEvent(event)
}

export const checkpointMessage = (position: bigint): ReadResp =>
  new streams.ReadResp().setCheckpoint(
    new streams.ReadResp.Checkpoint().setCommitPosition(`${position}`).setPreparePosition(`${position}`),
  )

/** A failure as the server sends it: a status, and what the client makes its errors of in the trailers. */
export const failure = (code: status, details: string, trailers: Record<string, string> = {}): ServiceError => {
  const metadata = new Metadata()
  for (const [name, value] of Object.entries(trailers)) metadata.set(name, value)
  return Object.assign(new Error(details), { code, details, metadata })
}

export const notLeader = ({ host, port }: { host: string; port: number }): ServiceError =>
  failure(status.NOT_FOUND, 'Leader info available', {
    exception: 'not-leader',
    'leader-endpoint-host': host,
    'leader-endpoint-port': `${port}`,
  })

export const streamDeleted = (stream: string): ServiceError =>
  failure(status.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, {
    exception: 'stream-deleted',
    'stream-name': stream,
  })

/** What the server says to a user who may not do what he asks. */
export const accessRefusal = ({ access }: Pick<Faults, 'access'>, isAll: boolean): ServiceError | undefined => {
  if (access === 'unauthenticated') return failure(status.UNAUTHENTICATED, 'Unauthenticated')
  if (access !== 'not $all' || !isAll) return undefined
  return failure(status.PERMISSION_DENIED, 'Access Denied', { exception: 'access-denied' })
}
