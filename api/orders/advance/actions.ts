import { z } from 'zod'
import { reject } from '../../../domain/decider.ts'
import type { Permission } from '../../../domain/viewer.ts'
import { actorOf, isWithin } from '../../../domain/viewer.ts'
import { readOrdersCalled } from '../../../projections/orders/order-named.ts'
import { type Acted, type Action, type Asked, action } from '../../actions.ts'
import { problem } from '../../problem.ts'
import type { Text } from '../../text/text.ts'
import { orderCommands } from '../order.ts'
import { byOrderAtOnce } from './at-once.ts'
import type { AdvanceRow, BadRow } from './read.ts'
import { advancing, type Became } from './send.ts'
import { MOST_TEXT, type PastedRows, pastedRows } from './text.ts'
import { becameWords, faultSentence, type Mode, missingSentence } from './words.ts'

/** The page on which steps of many orders are pasted. */
export const ADVANCE = '/orders/advance'

const Pasted = z.strictObject({ rows: z.string().min(1).max(MOST_TEXT) })
type Pasted = z.infer<typeof Pasted>
type Row = AdvanceRow | BadRow

const faultText = (text: Text, found: Extract<PastedRows, { fault: unknown }>): string => {
  if (found.fault === 'missing') return missingSentence(text, found.missing)
  if (found.fault === 'empty') return text('advance.empty')
  const { fault, what } = found
  return fault === 'damaged' ? text('advance.damaged', { line: what }) : text('advance.tooMany', { most: what })
}

/** What became of a row of the text, told by its line. */
export type Told = {
  readonly place: number
  /** Of the order that is meant, where there is one. */
  readonly id?: string
  readonly outcome: string
  readonly said: string
  readonly why: string
}

const SHOWN_WITHIN_MS = 2_000

/** Carries rows out, and says of which order each is: one may be named in two ways. */
const sender = async ({ deps, viewer }: Asked<Pasted>, mode: Mode, rows: readonly Row[]) => {
  const names = [...new Set(rows.map(({ order }) => order))]
  const called = await readOrdersCalled(viewer, deps.readSide.queries(), names)
  const storeOf = new Map([...called.values()].flat().map(({ id, store }) => [id, store]))
  const mayTake = (id: string, type: string) => {
    // A permission is made of each command.
    const may = `order:${type}` as Permission
    return viewer.may.has(may) && isWithin(viewer, may, storeOf.get(id))
  }
  const carryOut = advancing({
    ...deps.orderSteps(mode === 'tried'),
    ordersNamed: async name => called.get(name)?.map(({ id }) => id) ?? [],
    refusing: async (id, type) => (mayTake(id, type) ? undefined : reject('conflict', 'StepNotAllowed', { order: id })),
    actor: actorOf(viewer),
    correlationId: deps.newId(),
  })
  return { carryOut, orderOf: ({ order }: Row) => called.get(order)?.[0]?.id ?? order }
}

/** What the page is shown again with: the text, and what became of each row. */
const shownOf = ({ rows }: Pasted, mode: Mode, told: readonly Told[]) => ({
  rows,
  mode,
  ...Object.fromEntries(
    told.map(({ place, id = '', outcome, said, why }) => [`outcome.${place}`, [outcome, id, said, why].join(':')]),
  ),
})

/** Rows are tried or taken for so long in one go. Sent again a table goes on where it stopped: what is done is known. */
const WITHIN_MS = 10_000

/** What becomes of the rows of a table, each told, and the last that was changed. */
const carriedOut = async (asked: Asked<Pasted>, mode: Mode, rows: readonly Row[]) => {
  const { text } = asked
  const until = performance.now() + WITHIN_MS
  const { carryOut: send, orderOf } = await sender(asked, mode, rows)
  const changed: Extract<Became, { outcome: 'done' }>[] = []
  const tell = async (row: Row): Promise<Told> => {
    if ('fault' in row)
      return { place: row.place, outcome: 'bad', said: text('advance.bad'), why: faultSentence(text, row) }
    const became = await send(row)
    const [said, why] = becameWords(text, became, mode)
    if (became.outcome === 'done') changed.push(became)
    const { id, outcome } = became
    return { place: row.place, ...(id === undefined ? {} : { id }), outcome, said, why }
  }
  const told = await byOrderAtOnce(rows, orderOf, tell, () => performance.now() > until)
  const why = mode === 'tried' ? text('advance.left.tried') : ''
  const left = ({ place }: Row): Told => ({ place, outcome: 'left', said: text('advance.left'), why })
  return { told: rows.map((row, at) => told[at] ?? left(row)), last: changed.at(-1) }
}

const carryOut =
  (mode: Mode) =>
  async (asked: Asked<Pasted>): Promise<Acted> => {
    const { deps, text, data } = asked
    const found = pastedRows(data.rows)
    if ('fault' in found) {
      const message = faultText(text, found)
      return { problem: problem(text, 422, 'Invalid', message, [{ field: 'rows', message }]) }
    }
    const { told, last } = await carriedOut(asked, mode, found.rows)
    if (mode === 'done' && last !== undefined)
      await deps.readSide.waitFor(last.position, { category: 'order', id: last.id }, SHOWN_WITHIN_MS)
    const isWhole = told.every(({ outcome }) => outcome !== 'left')
    return { body: { isDone: mode === 'done', isWhole, rows: told }, shown: shownOf(data, mode, told) }
  }

export const { may } = orderCommands.AdvanceOrder
/** Tries the rows of a table, which changes nothing. */
export const tried = carryOut('tried')
/** Takes the steps of a table that can be taken, each once. */
export const taken = carryOut('done')
const place = { may, schema: Pasted, form: ADVANCE, then: () => ADVANCE }

/** Steps of many orders are tried, which changes nothing; then what can be is done, each row once. */
export const advanceActions: readonly Action[] = [
  action({ name: 'TrySteps', path: `${ADVANCE}/trials`, run: tried, ...place }),
  action({ name: 'TakeSteps', path: ADVANCE, run: taken, ...place }),
]
