import streams from '@eventstore/db-client/generated/streams_pb.js'
import { status } from '@grpc/grpc-js'
import { filterOf, indexAt, type Node, type Options, type ReadCall, type Send, sender } from './call.ts'
import { audible } from './faults.ts'
import type { ServerLog, Stored } from './log.ts'
import { accessRefusal, eventMessage, failure, identifierOf, nameOf, notLeader, streamDeleted } from './messages.ts'
import { subscribe } from './subscribe.ts'

const { BACKWARDS } = streams.ReadReq.Options.ReadDirection

const allOf = (log: ServerLog, options: Options): Stored[] => {
  const all = log.events()
  const position = options.getAll()?.getPosition()
  const count = Number(options.getCount())
  const passes = filterOf(options)
  const isBackwards = options.getReadDirection() === BACKWARDS
  // Forwards the record at the position is read again; backwards only what is before it.
  const at = position === undefined ? undefined : indexAt(all, BigInt(position.getCommitPosition()))
  const found: Stored[] = []
  const step = isBackwards ? -1 : 1
  const first = isBackwards ? (at ?? all.length) - 1 : (at ?? (options.getAll()?.hasEnd() ? all.length : 0))
  for (let index = first; index >= 0 && index < all.length && found.length < count; index += step) {
    const event = all[index]
    if (event !== undefined && passes(event)) found.push(event)
  }
  return found
}

/** Within the log a position has to be that of a record; one behind its end has nothing there yet. */
const isBoundary = (all: readonly Stored[], options: Options): boolean => {
  const asked = options.getAll()?.getPosition()?.getCommitPosition()
  if (asked === undefined) return true
  const found = all[indexAt(all, BigInt(asked))]
  return found === undefined || `${found.position}` === asked
}

const streamOf = (events: readonly Stored[], options: Options): Stored[] => {
  const of = options.getStream()
  const count = Number(options.getCount())
  const revision = of?.hasRevision() ? Number(of.getRevision()) : undefined
  return options.getReadDirection() === BACKWARDS
    ? events
        .filter(event => revision === undefined || event.revision <= revision)
        .toReversed()
        .slice(0, count)
    : events.filter(event => event.revision >= (revision ?? 0)).slice(0, count)
}

const readStream = async (node: Node, options: Options, send: Send) => {
  const name = nameOf(options.getStream()?.getStreamIdentifier())
  const events = node.log.stream(name)
  if (events === 'deleted') throw streamDeleted(name)
  if (events === undefined) {
    const missing = new streams.ReadResp.StreamNotFound().setStreamIdentifier(identifierOf(name))
    return send(new streams.ReadResp().setStreamNotFound(missing))
  }
  const hasPosition = node.faults.positionsInStreamReads
  for (const event of streamOf(events, options)) await send(eventMessage(event, { isAll: false, hasPosition }))
}

/** Reads of a stream or of $all, and subscriptions to $all. */
export const readCall =
  (node: Node) =>
  async (call: ReadCall): Promise<void> => {
    const { faults, log } = node
    call.on('error', () => undefined)
    const options = call.request.getOptions() ?? new streams.ReadReq.Options()
    faults.calls[options.hasSubscription() ? 'subscribe' : 'read'] += 1
    const send = sender(call, faults)
    try {
      const refusal = accessRefusal(faults, options.hasAll())
      if (refusal !== undefined) throw refusal
      if (faults.reads === 'unavailable') throw failure(status.UNAVAILABLE, 'Server Is Not Ready')
      if (faults.notLeader !== undefined && call.metadata.get('requires-leader').includes('true'))
        throw notLeader(faults.notLeader)
      if (!isBoundary(log.events(), options)) throw failure(status.UNKNOWN, 'Unexpected ReadAllResult: Error')
      if (options.hasSubscription() && faults.subscriptions === 'none')
        throw failure(status.UNAVAILABLE, 'Server Is Not Ready')
      if (options.hasSubscription()) return await subscribe(node, call, options, send)
      if (options.hasStream()) await readStream(node, options, send)
      else for (const event of allOf(log, options)) await send(eventMessage(event, { isAll: true, hasPosition: true }))
      await audible(faults, () => call.cancelled)
      call.end()
    } catch (error) {
      call.emit('error', error)
    }
  }
