import { z } from 'zod'
import type { RecordedEvent } from '../../eventstore/event-store.ts'
import type { Ledger } from './ledger.ts'

const Quantity = z.object({ quantity: z.number() })
const Adjusted = z.object({ by: z.number() })
const Units = z.object({ lines: z.array(z.object({ line: z.number(), quantity: z.number() })) })

/** Counted anew from the events, not with the code that decided. */
const stockAfter = (onHand: number, { type, data }: RecordedEvent): number => {
  if (type === 'StockSet') return Quantity.parse(data).quantity
  if (type === 'StockAdjusted') return onHand + Adjusted.parse(data).by
  return type === 'StockDeducted' ? onHand - Quantity.parse(data).quantity : onHand
}

const checkStock = (ledger: Ledger, stream: string, events: readonly RecordedEvent[]): void => {
  let onHand = 0
  for (const event of events) {
    onHand = stockAfter(onHand, event)
    if (onHand < 0) ledger.violations.push(`${stream}: ${onHand} on hand after revision ${event.revision}`)
  }
}

const checkOrder = (ledger: Ledger, stream: string, events: readonly RecordedEvent[]): void => {
  const left = new Map<number, number>()
  for (const { type, data, revision } of events) {
    const { lines } = Units.catch({ lines: [] }).parse(data)
    if (type === 'OrderPlaced') for (const { line, quantity } of lines) left.set(line, quantity)
    if (type !== 'OrderLinesCancelled' && type !== 'OrderLinesReturned') continue
    for (const { line, quantity } of lines) {
      const rest = (left.get(line) ?? 0) - quantity
      left.set(line, rest)
      if (rest < 0) ledger.violations.push(`${stream}: line ${line} has given back ${-rest} too many at ${revision}`)
    }
  }
}

/** Of two who hold one e-mail at the same time the second must have been refused. */
const checkEmails = (ledger: Ledger, log: readonly RecordedEvent[]): void => {
  const held = new Map<string, string>()
  const Claimed = z.object({ emailClaim: z.string().optional() })
  for (const { type, stream, data } of log) {
    if (type !== 'CustomerRegistered' && type !== 'CustomerErased') continue
    const { emailClaim = '' } = Claimed.parse(data)
    const holder = held.get(emailClaim)
    if (type === 'CustomerErased') held.delete(emailClaim)
    else if (holder === undefined) held.set(emailClaim, stream)
    else ledger.violations.push(`${stream} and ${holder} have one e-mail`)
  }
}

const Named = z.object({ category: z.string().nullish() })

/** Once a shop has come to rest, no product is in a category that was removed. */
const checkCategories = (ledger: Ledger, log: readonly RecordedEvent[]): void => {
  const [products, removed] = [new Map<string, string | null>(), new Set<string>()]
  for (const { type, stream, data } of log) {
    const { category = null } = Named.catch({}).parse(data)
    if (type === 'ProductCreated' || type === 'ProductMovedToCategory') products.set(stream, category)
    if (type === 'CategoryRemoved') removed.add(category ?? '')
    if (type === 'CategoryPlaced') removed.delete(category ?? '')
  }
  for (const [stream, category] of products)
    if (category !== null && removed.has(category)) ledger.violations.push(`${stream} is left in ${category}`)
}

/** What the shop promises holds at every event: nothing is oversold, nothing given back twice, no e-mail held by two; and at the end that products have followed their categories. */
export const checkRules = (ledger: Ledger, log: readonly RecordedEvent[]): void => {
  const streams = Map.groupBy(log, ({ stream }) => stream)
  for (const [stream, events] of streams) {
    if (stream.startsWith('stock-')) checkStock(ledger, stream, events)
    if (stream.startsWith('order-')) checkOrder(ledger, stream, events)
  }
  checkEmails(ledger, log)
  checkCategories(ledger, log)
}
