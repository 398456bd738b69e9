/** What of a command depends on what is there by then; see adapt.ts. */
export type Adapt =
  /** Of a count: what is reserved lies there, too. */
  | { readonly kind: 'counted' }
  /** Nothing is taken away that is reserved. */
  | { readonly kind: 'ifFree' }
  /** Only where fewer than so many are free. */
  | { readonly kind: 'ifLacking'; readonly quantity: number }
  /** The amount is what the order comes to, what of it is due, or what is to go back, in minor units or as a text. */
  | {
      readonly kind: 'amount'
      readonly order: string
      readonly of: 'total' | 'due' | 'refund'
      readonly as: 'minor' | 'text'
    }

/** A command of the demo shop, ready for `execute` with the origin `demo`. */
export type DemoCommand = {
  /** Category of the decider. */
  readonly category: string
  readonly id: string
  readonly type: string
  readonly data: unknown
  /** When it happened. */
  readonly at: Date
  /** Streams whose earlier commands it follows, as a process would. */
  readonly behind?: readonly string[]
  readonly adapt?: Adapt
  /** Unique in the plan; the command id is made from it. */
  readonly key: string
}

/** A command before the plan has given it its key. */
export type Step = Omit<DemoCommand, 'key'>

/** The time the demo shop has been open. */
export type Period = { readonly from: Date; readonly until: Date }
