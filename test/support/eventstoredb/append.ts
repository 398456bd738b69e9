import { setTimeout as delay } from 'node:timers/promises'
import shared from '@eventstore/db-client/generated/shared_pb.js'
import type { AppendReq, AppendResp } from '@eventstore/db-client/generated/streams_pb.js'
import streams from '@eventstore/db-client/generated/streams_pb.js'
import { type ServerReadableStream, type ServiceError, type sendUnaryData, status } from '@grpc/grpc-js'
import { committing } from './commit-phase.ts'
import { audible, type Faults } from './faults.ts'
import { type Decision, type Expected, MAX_APPEND_BYTES, type Proposed, type ServerLog } from './log.ts'
import { accessRefusal, failure, nameOf, notLeader, proposedOf, streamDeleted } from './messages.ts'

export const expectedOf = (options: {
  hasRevision: () => boolean
  getRevision: () => string
  hasNoStream: () => boolean
  hasStreamExists: () => boolean
}): Expected => {
  if (options.hasRevision()) return Number(options.getRevision())
  if (options.hasNoStream()) return 'no_stream'
  return options.hasStreamExists() ? 'stream_exists' : 'any'
}

export const tooLarge = (): ServiceError =>
  failure(status.INVALID_ARGUMENT, `Maximum Append Size of ${MAX_APPEND_BYTES} Exceeded.`, {
    exception: 'maximum-append-size-exceeded',
    'maximum-append-size': `${MAX_APPEND_BYTES}`,
  })

/** Stores and decides what becomes of the answer: a decision, an error, or silence. */
export const carryOut = async (
  { log, faults }: { log: ServerLog; faults: Faults },
  stream: string,
  expected: Expected,
  events: readonly Proposed[],
): Promise<Decision | ServiceError | 'silence' | 'end'> => {
  const refusal = accessRefusal(faults, false)
  if (refusal !== undefined) return refusal
  if (faults.notLeader !== undefined) return notLeader(faults.notLeader)
  const fault = faults.append(stream)
  if (fault === 'swallow-before-commit') return 'silence'
  if (fault === 'unavailable-before-commit') return failure(status.UNAVAILABLE, 'Server Is Not Ready')
  const decision = await committing(log, events, () => log.append(stream, expected, events))
  if (fault === 'swallow-after-commit') return 'silence'
  if (fault === 'unavailable-after-commit') return failure(status.UNAVAILABLE, 'Server Is Shutting Down')
  if (fault === 'end-after-commit') return 'end'
  if (typeof fault === 'object') await delay(fault.delayMs)
  return decision
}

const answerOf = (decision: Decision, expected: Expected, faults: Faults): AppendResp => {
  if (decision.kind === 'stored') {
    const success = new streams.AppendResp.Success().setCurrentRevision(`${decision.revision}`)
    if (faults.lacksPositionInAck) success.setNoPosition(new shared.Empty())
    else
      success.setPosition(
        new streams.AppendResp.Position()
          .setCommitPosition(`${decision.position}`)
          .setPreparePosition(`${decision.position}`),
      )
    return new streams.AppendResp().setSuccess(success)
  }
  const wrong = new streams.AppendResp.WrongExpectedVersion()
  const current = decision.kind === 'wrong' ? decision.current : -1
  if (current < 0) wrong.setCurrentNoStream(new shared.Empty())
  else wrong.setCurrentRevision(`${current}`)
  if (typeof expected === 'number') wrong.setExpectedRevision(`${expected}`)
  else if (expected === 'no_stream') wrong.setExpectedNoStream(new shared.Empty())
  else if (expected === 'any') wrong.setExpectedAny(new shared.Empty())
  else wrong.setExpectedStreamExists(new shared.Empty())
  return new streams.AppendResp().setWrongExpectedVersion(wrong)
}

/** The plain call: options, then one message per event; one answer. */
export const appendCall =
  (node: { log: ServerLog; faults: Faults }) =>
  (call: ServerReadableStream<AppendReq, AppendResp>, answer: sendUnaryData<AppendResp>): void => {
    const { faults } = node
    faults.calls.append += 1
    let [stream, expected, events] = ['', 'any' as Expected, [] as Proposed[]]
    call.on('data', (request: AppendReq) => {
      const options = request.getOptions()
      const message = request.getProposedMessage()
      if (options !== undefined) [stream, expected] = [nameOf(options.getStreamIdentifier()), expectedOf(options)]
      if (message !== undefined) events.push(proposedOf(message))
    })
    call.on('error', () => undefined)
    const finish = async () => {
      // A connection that breaks ends the stream, too, in the middle of an append, and says so a moment later.
      await delay(1)
      if (call.cancelled) return
      const outcome = await carryOut(node, stream, expected, events)
      await audible(faults, () => call.cancelled)
      if (outcome === 'silence' || call.cancelled) return
      if (outcome === 'end') return answer(failure(status.CANCELLED, 'Call ended by the server'))
      if ('code' in outcome) return answer(outcome)
      if (outcome.kind === 'deleted') return answer(streamDeleted(stream))
      if (outcome.kind === 'too large') return answer(tooLarge())
      answer(null, answerOf(outcome, expected, faults))
    }
    call.on('end', () => void finish())
  }
