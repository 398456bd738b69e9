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
  /** Unique in the plan; the command id is made from it. */
  readonly key: string
}

/** A command before the plan has given it its key. */
export type Step = Omit<DemoCommand, 'key'>

/** The time the demo shop has been open. */
export type Period = { readonly from: Date; readonly until: Date }
