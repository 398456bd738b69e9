import type { MovingFact, OrderProcess, ProcessStep, Transition } from './definition.ts'

/** What admins do with units of an order, in the order in which it is usually done. */
export const orderActs = ['skip_grace', 'skip_wait', 'ship', 'deliver', 'close', 'cancel'] as const
export type OrderAct = (typeof orderActs)[number]

type Can = (transition: Transition) => boolean

export const byFact =
  (fact: MovingFact): Can =>
  transition =>
    'fact' in transition && transition.fact === fact

export const byStep =
  (step: ProcessStep): Can =>
  transition =>
    'step' in transition && transition.step === step

const facts = { ship: 'UnitsShipped', deliver: 'UnitsDelivered', cancel: 'OrderLinesCancelled' } as const

/** Which transitions an act sets off. */
export const byAct = (act: OrderAct): Can =>
  act === 'ship' || act === 'deliver' || act === 'cancel' ? byFact(facts[act]) : byStep(act)

/** The states whose units an act can be done with. */
export const statesFor = ({ transitions }: OrderProcess, act: OrderAct): ReadonlySet<string> =>
  new Set(transitions.filter(byAct(act)).map(({ from }) => from))
