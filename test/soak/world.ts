import type { Random } from '../../bin/demo/random.ts'

export type SoldOrder = { readonly id: string; readonly lines: readonly number[] }

/** What the users of a run know to be there, from the answers they got. */
export type World = {
  readonly products: string[]
  readonly customers: string[]
  readonly orders: SoldOrder[]
  readonly categories: string[]
  readonly warehouses: string[]
}

export const emptyWorld = (): World => ({ products: [], customers: [], orders: [], categories: [], warehouses: [] })

const FEW = 4

/** One of the newest as often as any: several users meet on the same thing. */
export const some = <T>(random: Random, things: readonly T[]): T | undefined => {
  const known = random.chance(0.5) ? things.slice(-FEW) : things
  return known.length === 0 ? undefined : random.pick(known)
}
