import { currencyOf } from '../model/currency.ts'
import type { AnyProjection, Tables } from '../model/projection.ts'
import type { ChangedRow } from './stream.ts'

/** How an amount of money is stored, and the currency it is in. */
export type Amount = { readonly kind: 'money' | 'price'; readonly currency: string }

type Place = { readonly table: string; readonly path: string }

/**
 * What is an amount in the rows of one thing. Its currency is that of its row, else that of the thing's own row, which every
 * change of it has to be shown to: a line of an order says none.
 */
export const amountsIn = (projection: AnyProjection) => {
  const tables: Tables = projection.tables
  let ofThing: string | undefined
  return {
    see: (rows: readonly ChangedRow[]): void => {
      for (const { key, before, after } of rows)
        if (key.length === 1) ofThing = currencyOf(after) ?? currencyOf(before) ?? ofThing
    },
    /** Undefined for what is no amount. */
    amountOf: ({ before, after }: ChangedRow, { table, path }: Place): Amount | undefined => {
      const kind = tables[table]?.columns[path]?.kind
      const currency = currencyOf(after) ?? currencyOf(before) ?? ofThing
      return (kind === 'money' || kind === 'price') && currency !== undefined ? { kind, currency } : undefined
    },
  }
}
