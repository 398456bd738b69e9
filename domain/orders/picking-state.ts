import { z } from 'zod'
import { emptyMap, type PersistentMap } from '../shared/persistent-map.ts'
import type { Held } from './moved.ts'

/** A position of a pick list, from 1. */
export const PositionNumber = z.int().positive()

/** Units of a line that are on a pick list, or were picked by it: no other list takes them from the shelf. */
export const Claimed = z.strictObject({
  position: PositionNumber,
  shipment: z.int().positive(),
  line: z.int().positive(),
  quantity: z.int().nonnegative(),
})
export type Claimed = z.infer<typeof Claimed>

/** Units that a position of a list has to do with no more. */
export const PickedFor = z.strictObject({
  list: z.string(),
  position: PositionNumber,
  quantity: z.int().positive(),
})
export type PickedFor = z.infer<typeof PickedFor>

export type Claim = Claimed & {
  readonly list: string
  readonly warehouse: string
  /** How many were not found in all, as far as the order has been told. */
  readonly missing: number
}

export type Picking = {
  /** By list and position; one that nothing is left of stays, so that it is answered once. */
  readonly claims: PersistentMap<Claim>
  /** Lists that have asked for units, and whether they are over. */
  readonly lists: PersistentMap<'open' | 'over'>
}

export const nothingPicked: Picking = { claims: emptyMap(), lists: emptyMap() }

export const claimKey = (list: string, position: number): string => `${list}/${position}`

/** Claims that hold something. */
export const claimsOf = ({ claims }: Picking): Claim[] =>
  [...claims].flatMap(([, claim]) => (claim.quantity > 0 ? [claim] : []))

export const claiming = (
  was: Picking,
  { list, warehouse, units }: { readonly list: string; readonly warehouse: string; readonly units: readonly Claimed[] },
): Picking => ({
  lists: was.lists.with(list, 'open'),
  claims: units.reduce(
    (claims, unit) => claims.with(claimKey(list, unit.position), { ...unit, list, warehouse, missing: 0 }),
    was.claims,
  ),
})

const changing = (was: Picking, key: string, change: (claim: Claim) => Claim): Picking => {
  const claim = was.claims.get(key)
  return claim === undefined ? was : { ...was, claims: was.claims.with(key, change(claim)) }
}

export const withdrawing = (was: Picking, units: readonly PickedFor[]): Picking =>
  units.reduce(
    (picking, { list, position, quantity }) =>
      changing(picking, claimKey(list, position), claim => ({
        ...claim,
        quantity: Math.max(0, claim.quantity - quantity),
      })),
    was,
  )

/** A list is over: it claims what is said of each of its positions. */
export const ending = (
  was: Picking,
  list: string,
  units: readonly { readonly position: number; readonly quantity: number }[],
): Picking =>
  units.reduce(
    (picking, { position, quantity }) => changing(picking, claimKey(list, position), claim => ({ ...claim, quantity })),
    { ...was, lists: was.lists.with(list, 'over') },
  )

/** Some were not found: so many in all, `quantity` of them were claimed still. */
export const missed = (
  was: Picking,
  { list, position, quantity, missing }: PickedFor & { readonly missing: number },
): Picking =>
  changing(was, claimKey(list, position), claim => ({ ...claim, quantity: claim.quantity - quantity, missing }))

const placeOf = ({ line, warehouse }: Pick<Claim, 'line' | 'warehouse'>): string => `${line} ${warehouse}`

/** How many units of each line are held, or claimed, in each warehouse. */
export const perPlace = (units: readonly Pick<Held, 'line' | 'warehouse' | 'quantity'>[]) => {
  const sums = new Map<string, number>()
  for (const one of units) sums.set(placeOf(one), (sums.get(placeOf(one)) ?? 0) + one.quantity)
  return (place: Pick<Claim, 'line' | 'warehouse'>): number => sums.get(placeOf(place)) ?? 0
}

/** What is claimed beyond what is held, of those named last. */
export const beyond = (claims: readonly Claim[], held: readonly Held[]): PickedFor[] => {
  const heldAt = perPlace(held)
  const kept = new Map<string, number>()
  return claims.flatMap(({ list, position, quantity, ...at }) => {
    const before = kept.get(placeOf(at)) ?? 0
    const room = Math.min(quantity, heldAt(at) - before)
    kept.set(placeOf(at), before + room)
    return quantity > room ? [{ list, position, quantity: quantity - room }] : []
  })
}
