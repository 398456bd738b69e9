import { byFact } from './process/acts.ts'
import { hasFlag } from './process/definition.ts'
import { processNamed } from './processes/index.ts'
import { type Delivery, oneShipment, type Shipments } from './shipments-state.ts'

type Begun = {
  readonly process: string
  readonly state?: string | undefined
  readonly lines: readonly { readonly line: number; readonly quantity: number }[]
  readonly delivery?: Delivery | undefined
}

/** How an order begins: all of it goes at once. What came from elsewhere may have been sent there, and arrived. */
export const firstShipment = ({ process: name, state, lines, delivery = undefined }: Begun): Shipments => {
  const process = processNamed(name)
  const first = state ?? process.start
  // What neither holds stock nor waits for it has left.
  const isSent = !hasFlag(process, first, 'reserved')
  const arrives = process.transitions.some(
    transition => transition.from === first && byFact('UnitsDelivered')(transition),
  )
  return oneShipment(lines, { delivery: delivery ?? null, isSent, isDelivered: isSent && !arrives })
}
