import { setTimeout as delay } from 'node:timers/promises'
import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js'
import type { ServerWritableStream } from '@grpc/grpc-js'
import { audible, type Faults } from './faults.ts'
import type { ServerLog, Stored } from './log.ts'

export type ReadCall = ServerWritableStream<ReadReq, ReadResp>
export type Options = ReadReq.Options
export type Send = (message: ReadResp) => Promise<void>
export type Node = { readonly log: ServerLog; readonly faults: Faults; readonly subscriptions: Set<ReadCall> }

/** Sends when the server may speak and the reader has room. */
export const sender = (call: ReadCall, faults: Faults) => async (message: ReadResp) => {
  await audible(faults, () => call.cancelled)
  if (faults.dripMs > 0) await delay(faults.dripMs)
  if (call.cancelled || call.destroyed || call.writableEnded || faults.mute.has(call)) return
  if (!call.write(message)) await roomIn(call)
}

const roomIn = (call: ReadCall) =>
  new Promise<void>(resolve => {
    const names = ['drain', 'close', 'cancelled', 'error']
    const done = () => {
      for (const name of names) call.off(name, done)
      resolve()
    }
    for (const name of names) call.on(name, done)
  })

/** The index of the first record at or behind a position. */
export const indexAt = (all: readonly Stored[], position: bigint): number => {
  let [low, high] = [0, all.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((all[middle]?.position ?? 0n) < position) low = middle + 1
    else high = middle
  }
  return low
}

/** What a filter lets through. */
export const filterOf = (options: Options): ((event: Stored) => boolean) => {
  const filter = options.getFilter()
  const byType = filter?.getEventType()
  const expression = byType ?? filter?.getStreamIdentifier()
  if (expression === undefined) return () => true
  const [regex, prefixes] = [expression.getRegex(), expression.getPrefixList()]
  const pattern = regex === '' ? undefined : new RegExp(regex)
  return ({ type, stream }) => {
    const text = byType === undefined ? stream : type
    return pattern === undefined ? prefixes.some(prefix => text.startsWith(prefix)) : pattern.test(text)
  }
}
