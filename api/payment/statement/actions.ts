import { z } from 'zod'
import { order } from '../../../domain/orders/order.ts'
import { amountText } from '../../../domain/shared/amount.ts'
import { Currency } from '../../../domain/shared/currency.ts'
import { spelled } from '../../../domain/shared/id.ts'
import { actorOf } from '../../../domain/viewer.ts'
import { type OpenOrder, readOrdersNamed } from '../../../projections/orders/statement-orders.ts'
import { type Acted, type Action, type Asked, action } from '../../actions.ts'
import { orderCommands } from '../../orders/order.ts'
import { problem } from '../../problem.ts'
import { rejectionSentence, type Text } from '../../text/text.ts'
import { type Proposed, propose } from './propose.ts'
import { MOST_LINES, MOST_TEXT, readStatement, type StatementLine } from './read.ts'

/** The page on which a bank statement is read, and its lines are booked. */
export const STATEMENT_IMPORT = '/payments/import'

const Typed = { statement: z.string().min(1).max(MOST_TEXT), currency: Currency }
const Reading = z.strictObject(Typed)
const Booking = z.strictObject({
  ...Typed,
  lines: z
    .array(
      z.strictObject({
        /** As the statement's lines are counted that can be booked, from 0. */
        line: z.int().min(0).max(MOST_LINES),
        /** Number or id of the order. */
        order: z.string().trim().max(140).optional(),
        book: z.boolean().optional(),
      }),
    )
    .max(MOST_LINES)
    .default([]),
})
type Booking = z.infer<typeof Booking>

const faultText = (text: Text, { fault, place }: Extract<Proposed, { fault: unknown }>): string => {
  if (fault === 'damaged') return text('statement.fault.damaged', { line: String(place) })
  return fault === 'empty' ? text('statement.fault.empty') : text('statement.fault.tooManyLines', { most: MOST_LINES })
}

/** Why a text is no statement, by its field. */
export const unread = (
  { text }: Pick<Asked<object>, 'text'>,
  { fault, place }: Extract<Proposed, { fault: unknown }>,
) => {
  const message = faultText(text, { fault, place })
  return { problem: problem(text, 422, 'Invalid', message, [{ field: 'statement', message }]) }
}

const read = async ({ deps, viewer, text, data }: Asked<z.infer<typeof Reading>>): Promise<Acted> => {
  const proposed = await propose(viewer, deps.readSide.queries(), data)
  return 'fault' in proposed ? unread({ text }, proposed) : { body: proposed, isShown: true }
}

/** What became of a line, in words where it was refused. */
export type Booked = { readonly line: number; readonly outcome: 'booked' | 'known' | 'refused'; readonly why?: string }
type Chosen = { readonly line: number; readonly of: StatementLine; readonly order: OpenOrder }

const SHOWN_WITHIN_MS = 2_000
/** Lines that are booked at once. */
const AT_ONCE = 8

const book = async ({ deps, viewer, text }: Asked<Booking>, { line, of, order: to }: Chosen): Promise<Booked> => {
  const money = { amount: amountText(of.amount, to.currency), valueDate: of.valueDate, bankReference: of.reference }
  const data = order.commands.BookPayment.parse({ ...money, way: 'statement', capture: of.id })
  const command = { decider: order, id: to.id, type: 'BookPayment', data, commandId: deps.newId() }
  const outcome = await deps.execute({ ...command, actor: actorOf(viewer), origin: 'live' })
  if (outcome.kind === 'rejected') return { line, outcome: 'refused', why: rejectionSentence(text, outcome.rejection) }
  if (outcome.kind !== 'done' || outcome.position === undefined) return { line, outcome: 'known' }
  await deps.readSide.waitFor(outcome.position, { category: 'order', id: to.id }, SHOWN_WITHIN_MS)
  return { line, outcome: 'booked' }
}

/** The orders that were chosen for lines, by number or id as they were typed. */
const chosenOrders = async ({ deps, viewer, data }: Asked<Booking>): Promise<ReadonlyMap<string, OpenOrder>> => {
  const names = data.lines.flatMap(({ book, order }) => (book === true && order !== undefined ? [nameOf(order)] : []))
  const found = await readOrdersNamed(viewer, deps.readSide.queries(), names, data.currency)
  return new Map(found.flatMap(one => [one.id, one.number].map(name => [nameOf(name), one] as const)))
}
const nameOf = (typed: string): string => spelled(typed).toUpperCase()

const bookAll = async (asked: Asked<Booking>): Promise<Acted> => {
  const { deps, viewer, text, data } = asked
  const statement = readStatement(data.statement, data.currency)
  if ('fault' in statement) return unread(asked, statement)
  const ticked = data.lines.filter(({ book }) => book === true)
  if (ticked.length === 0) {
    const message = text('statement.nothingTicked')
    return { problem: problem(text, 422, 'Invalid', message, [{ field: 'lines', message }]) }
  }
  const [orders, proposed] = await Promise.all([chosenOrders(asked), propose(viewer, deps.readSide.queries(), data)])
  const before = new Set(
    'fault' in proposed ? [] : proposed.proposals.flatMap(({ fit, line }) => (fit === 'booked' ? [line.id] : [])),
  )
  const bookOne = async ({ line, order: typed = '' }: Booking['lines'][number]): Promise<Booked> => {
    const of = statement.lines[line]
    const to = orders.get(nameOf(typed))
    if (of === undefined) return { line, outcome: 'refused', why: text('statement.noSuchLine') }
    if (before.has(of.id)) return { line, outcome: 'known' }
    if (to === undefined) return { line, outcome: 'refused', why: text('statement.noSuchOrder', { order: typed }) }
    return book(asked, { line, of, order: to })
  }
  const booked: Booked[] = []
  for (let at = 0; at < ticked.length; at += AT_ONCE)
    booked.push(...(await Promise.all(ticked.slice(at, at + AT_ONCE).map(bookOne))))
  return { body: { booked }, shown: shownOf(data, booked) }
}

/** What the page is shown again with: what was sent, and what became of it. */
const shownOf = ({ statement, currency, lines }: Booking, booked: readonly Booked[]) => ({
  statement,
  currency,
  ...Object.fromEntries(
    lines.flatMap(({ line, order = '' }) => [
      [`lines.${line}.line`, String(line)],
      [`lines.${line}.order`, order],
    ]),
  ),
  ...Object.fromEntries(
    booked.map(({ line, outcome, why }) => [`outcome.${line}`, why === undefined ? outcome : `${outcome}:${why}`]),
  ),
})

const { may } = orderCommands.BookPayment
const place = { form: STATEMENT_IMPORT, then: () => STATEMENT_IMPORT }

/** A bank statement is read and matched, which books nothing; then what is ticked is booked, each line once for all time. */
export const statementActions: readonly Action[] = [
  action({ name: 'ReadStatement', path: STATEMENT_IMPORT, may, schema: Reading, run: read, ...place }),
  action({ name: 'BookStatement', path: `${STATEMENT_IMPORT}/bookings`, may, schema: Booking, run: bookAll, ...place }),
]
