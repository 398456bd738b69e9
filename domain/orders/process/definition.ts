/**
 * What a state says of units that are in it. `open`: the order counts as open; `reserved`: they hold stock, or wait for it;
 * `allotted`: they may only be there once stock is reserved for them; `void`: they are gone, and nothing is owed for them;
 * `amendable`: the order may still be amended, and they taken out of it; `hidden`: the customer does not see them.
 */
export const stateFlags = [
  'open',
  'reserved',
  'allotted',
  'cancellable',
  'amendable',
  'returnable',
  'hidden',
  'void',
] as const
export type StateFlag = (typeof stateFlags)[number]

/** What admins do that is no fact of its own. */
export const processSteps = ['skip_grace', 'skip_wait', 'close'] as const
export type ProcessStep = (typeof processSteps)[number]

/** Facts that name the units they move. */
export const movingFacts = [
  'PaymentCaptured',
  'UnitsShipped',
  'UnitsDelivered',
  'OrderLinesCancelled',
  'OrderLinesReturned',
] as const
export type MovingFact = (typeof movingFacts)[number]

/** What moves units by itself as soon as it holds. `always`: whatever enters the state leaves it at once. */
export const processConditions = ['always', 'authorised', 'refused', 'paid', 'reserved'] as const
export type ProcessCondition = (typeof processConditions)[number]

/** How long units stay in a state: settings of a store, in what their names end with. */
export const processTimeouts = [
  'orderGraceMinutes',
  'orderWaitMinutes',
  'cardPaymentMinutes',
  'prepaymentDays',
  'orderClosingMinutes',
] as const
export type ProcessTimeout = (typeof processTimeouts)[number]

export type Trigger =
  | { readonly step: ProcessStep }
  | { readonly fact: MovingFact }
  | { readonly when: ProcessCondition }
  | { readonly after: ProcessTimeout }

export type Transition = { readonly from: string; readonly to: string } & Trigger

/** The way of an order: what its units can be, and what moves them. A running order keeps the version it began with. */
export type OrderProcess = {
  readonly name: string
  readonly start: string
  /** In the order in which they are usually passed. */
  readonly states: Readonly<Record<string, readonly StateFlag[]>>
  readonly transitions: readonly Transition[]
}

export const hasFlag = ({ states }: OrderProcess, state: string, flag: StateFlag): boolean =>
  states[state]?.includes(flag) === true

export const statesWith = (process: OrderProcess, flag: StateFlag): string[] =>
  Object.keys(process.states).filter(state => hasFlag(process, state, flag))
