import { z } from 'zod'

const Count = z.int().positive()

/** What a list was drawn with: what to take, and for which shipment of which order. */
export const DrawnPosition = z.strictObject({
  position: Count,
  order: z.string(),
  /** Of the order, where it had one. */
  orderNumber: z.string().nullable(),
  shipment: Count,
  line: Count,
  sku: z.string(),
  name: z.string(),
  quantity: Count,
})
export type DrawnPosition = z.infer<typeof DrawnPosition>

export type Position = DrawnPosition & {
  /** Whether the order has said how much of it this list is to take. */
  readonly isConfirmed: boolean
  /** How many its order has taken off it. */
  readonly withdrawn: number
  readonly picked: number
  readonly missing: number
  /** Of those picked. */
  readonly sent: number
  /** Were picked and are not wanted any more. */
  readonly toPutBack: number
}

export const drawn = (position: DrawnPosition): Position => ({
  ...position,
  isConfirmed: false,
  withdrawn: 0,
  picked: 0,
  missing: 0,
  sent: 0,
  toPutBack: 0,
})

/** How many are still to be looked for. */
export const openOf = ({ quantity, picked, missing }: Pick<Position, 'quantity' | 'picked' | 'missing'>): number =>
  quantity - picked - missing

/** What an order takes off a position: of what is open, and of what was picked. */
export type Withdrawn = { readonly position: number; readonly open: number; readonly picked: number }

/** What was sent was picked first, as far as it was; what is let go is not looked for first. */
export const withdrawnFrom = (was: Position, quantity: number, because: 'sent' | 'released'): Withdrawn => {
  const { position, picked, sent } = was
  const open = openOf(was)
  const there = picked - sent
  const ofPicked = because === 'sent' ? Math.min(there, quantity) : Math.min(there, Math.max(0, quantity - open))
  return { position, open: Math.min(open, quantity - ofPicked), picked: ofPicked }
}

/** A position without what its order took off it. */
export const without = <Of extends Pick<Position, 'quantity' | 'withdrawn' | 'picked' | 'sent' | 'toPutBack'>>(
  was: Of,
  { open, picked }: Withdrawn,
  because: 'sent' | 'released',
): Of =>
  because === 'sent'
    ? { ...was, quantity: was.quantity - open, withdrawn: was.withdrawn + open, sent: was.sent + picked }
    : {
        ...was,
        quantity: was.quantity - open - picked,
        withdrawn: was.withdrawn + open + picked,
        picked: was.picked - picked,
        toPutBack: was.toPutBack + picked,
      }

/** Nothing of it counts: what was picked and is still here goes back to the shelf. */
export const putBack = <Of extends Pick<Position, 'picked' | 'sent' | 'toPutBack'>>(was: Of): Of => ({
  ...was,
  picked: was.sent,
  toPutBack: was.toPutBack + was.picked - was.sent,
})

/** One way through the warehouse: products by the other, or one order after the other. */
export const pickRoutes = ['order', 'product'] as const
export type PickRoute = (typeof pickRoutes)[number]

type Found = Omit<DrawnPosition, 'position'>

/** Positions in the order in which they are walked to. */
export const alongRoute = (found: readonly Found[], route: PickRoute): DrawnPosition[] => {
  const sorted = route === 'order' ? found : found.toSorted((a, b) => (a.sku === b.sku ? 0 : a.sku < b.sku ? -1 : 1))
  return sorted.map((one, index) => ({ position: index + 1, ...one }))
}
