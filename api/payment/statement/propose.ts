import type { Kysely } from 'kysely'
import type { Viewer } from '../../../domain/viewer.ts'
import type { Database } from '../../../projections/database.ts'
import {
  type OpenOrder,
  readBooked,
  readOrdersNamed,
  readOrdersOwing,
  readTyped,
} from '../../../projections/orders/statement-orders.ts'
import { lacking, type Proposal, proposalsFor } from './match.ts'
import { namesIn } from './names.ts'
import { type BadLine, readStatement, type StatementLine } from './read.ts'

export type Proposed =
  | { readonly proposals: readonly Proposal[]; readonly bad: readonly BadLine[] }
  | Extract<ReturnType<typeof readStatement>, { fault: unknown }>

const unique = <T>(all: readonly T[]): T[] => [...new Set(all)]

/** An order by all that a line may call it. */
const byName = (orders: readonly OpenOrder[]): Map<string, OpenOrder[]> => {
  const named = new Map<string, OpenOrder[]>()
  for (const order of orders)
    for (const name of unique([order.number, order.id, order.reference ?? ''].map(one => one.toUpperCase())))
      if (name !== '') named.set(name, [...(named.get(name) ?? []), order])
  return named
}

const knownOf = async (
  viewer: Viewer,
  db: Kysely<Database>,
  { lines, currency }: { readonly lines: readonly StatementLine[]; readonly currency: string },
) => {
  const names = unique(lines.flatMap(({ reference }) => namesIn(reference)))
  const [orders, owing, booked] = await Promise.all([
    readOrdersNamed(viewer, db, names, currency),
    readOrdersOwing(viewer, db, unique(lines.map(({ amount }) => amount)), currency),
    readBooked(
      viewer,
      db,
      lines.map(({ id }) => id),
    ),
  ])
  const typed = await readTyped(
    viewer,
    db,
    orders.map(({ id }) => id),
  )
  return {
    named: byName(orders),
    owing: Map.groupBy(owing, lacking),
    booked: new Map(booked.map(({ booking, ...order }) => [booking, order])),
    typed,
  }
}

/** Reads a statement, and proposes on which order each of its lines is booked. */
export const propose = async (
  viewer: Viewer,
  db: Kysely<Database>,
  { statement: text, currency }: { readonly statement: string; readonly currency: string },
): Promise<Proposed> => {
  const statement = readStatement(text, currency)
  if ('fault' in statement) return statement
  const known = await knownOf(viewer, db, { lines: statement.lines, currency })
  return { proposals: proposalsFor(statement.lines, known), bad: statement.bad }
}
