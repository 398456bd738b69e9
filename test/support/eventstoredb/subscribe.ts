import { randomUUID } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import type { ReadResp } from '@eventstore/db-client/generated/streams_pb.js'
import streams from '@eventstore/db-client/generated/streams_pb.js'
import { filterOf, indexAt, type Node, type Options, type ReadCall, type Send } from './call.ts'
import type { ServerLog, Stored } from './log.ts'
import { checkpointMessage, eventMessage } from './messages.ts'

const PAGE = 32

const caughtUp = () => new streams.ReadResp().setCaughtUp(new streams.ReadResp.CaughtUp())

/** Where a subscription begins: behind its position. */
const startOf = (all: readonly Stored[], options: Options): number => {
  const position = options.getAll()?.getPosition()
  if (options.getAll()?.hasEnd()) return all.length
  return position === undefined ? 0 : indexAt(all, BigInt(position.getCommitPosition()) + 1n)
}

/** The messages of a page of the log: events that pass the filter, and a checkpoint after so many considered ones. */
const pageOf = (options: Options) => {
  const passes = filterOf(options)
  const filter = options.getFilter()
  const interval = (filter?.hasMax() ? filter.getMax() : PAGE) * (filter?.getCheckpointintervalmultiplier() ?? 0)
  let considered = 0
  return (page: readonly Stored[]): ReadResp[] =>
    page.flatMap(event => {
      considered += 1
      const isCheckpoint = interval > 0 && considered % interval === 0
      return [
        ...(passes(event) ? [eventMessage(event, { isAll: true, hasPosition: true })] : []),
        ...(isCheckpoint ? [checkpointMessage(event.position)] : []),
      ]
    })
}

/** Delivers what is behind the position, says that it has caught up, and goes on with what comes, until it is ended. */
export const subscribe = async (node: Node, call: ReadCall, options: Options, send: Send): Promise<void> => {
  const { log, faults, subscriptions } = node
  subscriptions.add(call)
  const news = newsOf(log, call)
  const messagesOf = pageOf(options)
  let [next, isLive] = [startOf(log.events(), options), false]
  const confirmation = new streams.ReadResp.SubscriptionConfirmation().setSubscriptionId(randomUUID())
  await send(new streams.ReadResp().setConfirmation(confirmation))
  while (!call.cancelled && !call.destroyed && !call.writableEnded) {
    const page = log.events().slice(next, next + PAGE)
    next += page.length
    const last = page.at(-1)
    const early = faults.earlyCheckpoint && last !== undefined ? [checkpointMessage(last.position), caughtUp()] : []
    for (const message of [...early, ...messagesOf(page)]) {
      await send(message)
      // What comes while somebody listens arrives one by one, also of one append.
      if (isLive) await setImmediate()
    }
    if (next < log.events().length) continue
    if (!isLive) await send(caughtUp())
    isLive = true
    if (next >= log.events().length) await news.wait()
  }
  news.stop()
  subscriptions.delete(call)
}

/** Waits for the log to change, or the call to be over. */
const newsOf = (log: ServerLog, call: ReadCall) => {
  let wake = () => {}
  const stop = log.onChange(() => wake())
  for (const over of ['cancelled', 'close', 'finish']) call.on(over, () => wake())
  return { stop, wait: () => new Promise<void>(resolve => (wake = resolve)) }
}
