import { order } from '../../domain/orders/order.ts'
import { orderReturn } from '../../domain/orders/return.ts'
import { after, DAY, HOUR, MINUTE, officeMoment, SECOND } from './calendar.ts'
import type { Step } from './command.ts'
import { type Paying, paymentSteps, refunded, transferred } from './order-money.ts'
import { deducted, type Line, released, reserved } from './order-stock.ts'
import type { Random } from './random.ts'
import { cancelReasons, officeComments, returnReasons } from './sayings.ts'
import { LATE_CLOSING } from './stores.ts'

export type Placed = Paying & { readonly lines: readonly Line[]; readonly returnId: string; readonly until: Date }
type Units = { readonly line: number; readonly quantity: number }

const CANCELLED = 0.07
const RETURNED = 0.08
/** Of those who pay in advance: nothing ever comes. */
const NEVER_PAID = 0.15
/** Of those who pay by invoice: nothing has come yet. */
const STILL_UNPAID = 0.12
/** Orders of which a line waits for stock for days; lately more do. */
const SHORT = 0.05
const SHORT_LATELY = 0.3
/** Of those that came lately. */
const HELD = 0.1
const LATELY = 6 * DAY
const REFUNDED = 0.85

const GRACE = 2 * HOUR
const WAIT = 30 * MINUTE
/** Longer than a store waits for money. */
const PREPAYMENT = 12 * DAY

const step = ({ id }: Pick<Placed, 'id'>, type: keyof typeof order.commands, data: object, at: Date): Step => ({
  category: order.category,
  id,
  type,
  data,
  at,
})

/** Some units of the lines: of one line, of each with the given chance, or all of them. */
const someOf = (random: Random, lines: readonly Line[]): Units[] => {
  const certain = random.whole(1, lines.length)
  return lines.flatMap(({ quantity }, index) =>
    index + 1 === certain || random.chance(0.2) ? [{ line: index + 1, quantity: random.whole(1, quantity) }] : [],
  )
}

const allOf = (lines: readonly Line[]): Units[] => lines.map(({ quantity }, index) => ({ line: index + 1, quantity }))

const isLate = ({ at, until }: Placed): boolean => at > after(until, -LATELY)

/** How long an order stays open once it has arrived, by the settings of its store. */
const closing = ({ store }: Placed): number => (store === LATE_CLOSING.store ? LATE_CLOSING.minutes * MINUTE : HOUR)

const timeOut = (of: Placed, at: Date): Step => step(of, 'TimeOut', {}, after(at, SECOND))

/** Cancelled while it could be: in part or as a whole, and what was paid for it goes back. */
const cancelled = (random: Random, of: Placed, at: Date, units: readonly Units[]): Step[] => [
  step(of, 'CancelOrderLines', { lines: units, reason: random.pick(cancelReasons) }, at),
  ...released(of, units, after(at, SECOND)),
  ...(random.chance(REFUNDED) ? [refunded(of, after(at, random.whole(1, 4) * DAY))] : []),
]

/** A return and its booking on the order, which the process does for live events only. */
const returned = (random: Random, of: Placed, units: readonly Units[], delivered: Date): Step[] => {
  const at = officeMoment(random, { from: after(delivered, 3 * DAY), until: after(delivered, 20 * DAY) })
  const data = { order: of.id, lines: units, reason: random.pick(returnReasons) }
  return [
    { category: orderReturn.category, id: of.returnId, type: 'ReturnOrderLines', data, at },
    step(of, 'BookReturn', { return: of.returnId, lines: units }, at),
    ...(random.chance(REFUNDED) ? [refunded(of, after(at, random.whole(1, 5) * DAY))] : []),
  ]
}

/** Waiting before it is packed, packing, sending, arriving: of the lines that have their stock by then. */
const sent = (
  random: Random,
  of: Placed,
  which: readonly number[],
  ready: Date,
): { steps: Step[]; delivered: Date } => {
  const at = officeMoment(random, { from: after(ready, 2 * HOUR), until: after(ready, 4 * DAY) })
  const delivered = officeMoment(random, { from: after(at, 20 * HOUR), until: after(at, 5 * DAY) })
  const steps = [
    step(of, 'ShipUnits', {}, at),
    ...deducted(of, which, after(at, SECOND)),
    step(of, 'DeliverUnits', {}, delivered),
    timeOut(of, after(delivered, closing(of))),
  ]
  return { steps, delivered }
}

/** Time that passes until the order can be packed, from the moment that it is confirmed. */
const confirmedAt = (random: Random, { payment, at }: Placed): { paid?: Date; confirmed?: Date } => {
  if (payment !== 'prepayment') return { confirmed: after(at, GRACE + SECOND) }
  if (random.chance(NEVER_PAID)) return {}
  const paid = officeMoment(random, { from: after(at, 5 * HOUR), until: after(at, 9 * DAY) })
  return { paid, confirmed: paid }
}

const noted = (random: Random, of: Placed): Step[] => {
  const at = after(of.at, random.whole(30, 3 * 24 * 60) * MINUTE)
  return random.chance(0.06) ? [step(of, 'CommentOnOrder', { text: random.pick(officeComments) }, at)] : []
}

const without = (lines: readonly Line[], gone: readonly Units[]): Line[] =>
  lines.map((line, index) => {
    const taken = gone.find(one => one.line === index + 1)?.quantity ?? 0
    return { ...line, quantity: line.quantity - taken }
  })

const numbersOf = (lines: readonly Line[]): number[] =>
  lines.flatMap(({ quantity }, index) => (quantity > 0 ? [index + 1] : []))

/** An order that goes its way to the end, but for what was cancelled of it at first. */
const fulfilled = (random: Random, of: Placed, kept: readonly Line[], confirmed: Date): Step[] => {
  const ready = after(confirmed, WAIT + SECOND)
  const all = numbersOf(kept)
  // What is short was not touched otherwise.
  const isWhole = kept === of.lines
  const late = isWhole && all.length > 1 && random.chance(isLate(of) ? SHORT_LATELY : SHORT) ? [random.pick(all)] : []
  const now = all.filter(line => !late.includes(line))
  const begun = numbersOf(of.lines).filter(line => !late.includes(line))
  const first = sent(random, of, now, ready)
  const restocked = officeMoment(random, { from: after(first.delivered, DAY), until: after(first.delivered, 9 * DAY) })
  const second = late.length === 0 ? undefined : sent(random, of, late, restocked)
  const { delivered } = second ?? first
  const paidLater = of.payment === 'invoice' && !random.chance(STILL_UNPAID)
  const paying = officeMoment(random, { from: after(delivered, 2 * DAY), until: after(delivered, 24 * DAY) })
  const back = someOf(random, kept).filter(({ line, quantity }) => quantity <= (kept[line - 1]?.quantity ?? 0))
  return [
    ...reserved(of, begun, after(of.at, 2 * SECOND)),
    ...late.map(line => step(of, 'NoteShortage', { line }, after(of.at, 4 * SECOND))),
    timeOut(of, ready),
    ...first.steps,
    ...(second === undefined ? [] : [...reserved(of, late, restocked), ...second.steps]),
    ...(paidLater ? [transferred(of, paying)] : []),
    ...(random.chance(RETURNED) && back.length > 0 && late.length === 0 ? returned(random, of, back, delivered) : []),
  ]
}

const held = (random: Random, of: Placed): Step[] => [
  ...reserved(of, numbersOf(of.lines), after(of.at, 2 * SECOND)),
  step(
    of,
    'HoldOrder',
    { reason: random.pick(['Address looks wrong', 'Customer will call back']) },
    after(of.at, HOUR),
  ),
]

const isHeld = (random: Random, of: Placed): boolean => isLate(of) && random.chance(HELD)

/** An order that nobody ever paid lets its stock go when the time for that is over. */
const neverPaid = (of: Placed): Step[] => {
  const unpaid = timeOut(of, after(of.at, PREPAYMENT))
  const all = allOf(of.lines)
  const hold = reserved(of, numbersOf(of.lines), after(of.at, 2 * SECOND))
  return [...hold, unpaid, ...released(of, all, after(unpaid.at, SECOND))]
}

/** What becomes of an order after it was placed. Some of it may lie in the future. */
export const lifeOf = (random: Random, of: Placed): Step[] => {
  const begun = [...paymentSteps(of), ...noted(random, of)]
  if (isHeld(random, of)) return [...begun, ...held(random, of)]
  const grace = timeOut(of, after(of.at, GRACE))
  const { paid, confirmed } = confirmedAt(random, of)
  if (confirmed === undefined) return [...begun, grace, ...neverPaid(of)]
  const paying = paid === undefined ? [] : [transferred(of, paid)]
  if (!random.chance(CANCELLED)) return [...begun, grace, ...paying, ...fulfilled(random, of, of.lines, confirmed)]
  const gone = random.chance(0.5) ? allOf(of.lines) : someOf(random, of.lines)
  const kept = without(of.lines, gone)
  const cancelling = cancelled(random, of, after(of.at, random.whole(10, 110) * MINUTE), gone)
  if (numbersOf(kept).length > 0)
    return [...begun, ...cancelling, grace, ...paying, ...fulfilled(random, of, kept, confirmed)]
  return [...begun, ...reserved(of, numbersOf(of.lines), after(of.at, 2 * SECOND)), ...cancelling]
}
