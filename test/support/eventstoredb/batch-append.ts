import shared from '@eventstore/db-client/generated/shared_pb.js'
import statuses from '@eventstore/db-client/generated/status_pb.js'
import type { BatchAppendReq, BatchAppendResp } from '@eventstore/db-client/generated/streams_pb.js'
import streams from '@eventstore/db-client/generated/streams_pb.js'
import type { ServerDuplexStream } from '@grpc/grpc-js'
import any from 'google-protobuf/google/protobuf/any_pb.js'
import empty from 'google-protobuf/google/protobuf/empty_pb.js'
import { carryOut, expectedOf } from './append.ts'
import { audible, type Faults } from './faults.ts'
import { type Decision, type Expected, MAX_APPEND_BYTES, type Proposed, type ServerLog } from './log.ts'
import { identifierOf, nameOf, proposedOf } from './messages.ts'

type Call = ServerDuplexStream<BatchAppendReq, BatchAppendResp>
type Pending = { readonly stream: string; readonly expected: Expected; readonly events: Proposed[] }

const packed = (type: string, message: { serializeBinary: () => Uint8Array }, code: number, text: string) => {
  const details = new any.Any()
  details.pack(message.serializeBinary(), `event_store.client.${type}`)
  return new statuses.Status().setCode(code).setMessage(text).setDetails(details)
}

const errorOf = (decision: Exclude<Decision, { kind: 'stored' }>, stream: string, expected: Expected) => {
  if (decision.kind === 'deleted')
    return packed('StreamDeleted', new shared.StreamDeleted().setStreamIdentifier(identifierOf(stream)), 9, 'deleted')
  if (decision.kind === 'too large')
    return packed(
      'MaximumAppendSizeExceeded',
      new shared.MaximumAppendSizeExceeded().setMaxappendsize(MAX_APPEND_BYTES),
      3,
      'too large',
    )
  const wrong = new shared.WrongExpectedVersion()
  if (decision.current < 0) wrong.setCurrentNoStream(new empty.Empty())
  else wrong.setCurrentStreamRevision(`${decision.current}`)
  if (typeof expected === 'number') wrong.setExpectedStreamPosition(`${expected}`)
  else if (expected === 'no_stream') wrong.setExpectedNoStream(new empty.Empty())
  else wrong.setExpectedAny(new empty.Empty())
  return packed('WrongExpectedVersion', wrong, 9, 'wrong expected version')
}

const answerOf = (request: BatchAppendReq, { stream, expected }: Pending, decision: Decision, faults: Faults) => {
  const answer = new streams.BatchAppendResp()
    .setCorrelationId(request.getCorrelationId())
    .setStreamIdentifier(identifierOf(stream))
  if (decision.kind !== 'stored') return answer.setError(errorOf(decision, stream, expected))
  const success = new streams.BatchAppendResp.Success().setCurrentRevision(`${decision.revision}`)
  if (faults.lacksPositionInAck) success.setNoPosition(new empty.Empty())
  else
    success.setPosition(
      new shared.AllStreamPosition()
        .setCommitPosition(`${decision.position}`)
        .setPreparePosition(`${decision.position}`),
    )
  return answer.setSuccess(success)
}

/** The stream that all appends of a client share: chunks of one correlation id until the final one, an answer per id. */
export const batchAppendCall =
  (node: { log: ServerLog; faults: Faults }) =>
  (call: Call): void => {
    const { faults } = node
    const pending = new Map<string, Pending>()
    call.on('error', () => undefined)
    call.on('end', () => call.end())
    const take = async (request: BatchAppendReq) => {
      faults.calls.batchAppend += 1
      const id = Buffer.from(request.getCorrelationId()?.serializeBinary() ?? []).toString('hex')
      const options = request.getOptions()
      const revision = options && {
        hasRevision: () => options.hasStreamPosition(),
        getRevision: () => options.getStreamPosition(),
        hasNoStream: () => options.hasNoStream(),
        hasStreamExists: () => options.hasStreamExists(),
      }
      const append =
        revision === undefined
          ? pending.get(id)
          : { stream: nameOf(options?.getStreamIdentifier()), expected: expectedOf(revision), events: [] }
      if (append === undefined) return
      append.events.push(...request.getProposedMessagesList().map(proposedOf))
      pending.set(id, append)
      if (!request.getIsFinal()) return
      pending.delete(id)
      const isTwice = faults.append(append.stream) === 'duplicate-ack'
      const outcome = await carryOut(node, append.stream, append.expected, append.events)
      await audible(faults, () => call.cancelled)
      if (outcome === 'silence' || call.cancelled) return
      if (outcome === 'end') return call.end()
      if ('code' in outcome) return call.emit('error', outcome)
      const answer = answerOf(request, append, outcome, faults)
      for (let times = 0; times < (isTwice ? 2 : 1); times += 1) call.write(answer)
    }
    call.on('data', (request: BatchAppendReq) => void take(request))
  }
