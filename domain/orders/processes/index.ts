import { checked } from '../process/check.ts'
import type { OrderProcess } from '../process/definition.ts'
import { card1 } from './card-1.ts'
import { invoice1 } from './invoice-1.ts'
import { noPayment1 } from './no-payment-1.ts'
import { prepayment1 } from './prepayment-1.ts'

/** Every version of every process that orders have begun with; one that is changed becomes another version. */
export const orderProcesses: readonly OrderProcess[] = checked([invoice1, prepayment1, card1, noPayment1])

/** A state behind the one that its process has before it, unless it is known. */
const behind = (known: readonly string[], state: string, before = ''): readonly string[] =>
  known.includes(state) ? known : known.toSpliced(known.indexOf(before) + 1, 0, state)

/** Every state that units of orders can be in, in the order in which they are usually passed. */
export const orderStates = orderProcesses
  .map(({ states }) => Object.keys(states))
  .reduce<readonly string[]>((all, own) => own.reduce((known, state, at) => behind(known, state, own[at - 1]), all), [])

const byName = new Map(orderProcesses.map(process => [process.name, process]))

/** @throws Error of a process that this release does not know */
export const processNamed = (name: string): OrderProcess => {
  const found = byName.get(name)
  if (found === undefined) throw new Error(`no order process ${name}`)
  return found
}
