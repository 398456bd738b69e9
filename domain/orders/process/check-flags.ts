import { hasFlag, type MovingFact, type OrderProcess, type StateFlag, type Transition } from './definition.ts'

type Is = (state: string, flag: StateFlag) => boolean

const ofState = (is: Is, state: string): string[] => {
  const rules: readonly (readonly [boolean, string])[] = [
    [is(state, 'allotted') && !is(state, 'reserved'), 'is for reserved stock only, and reserves none'],
    [is(state, 'reserved') && !is(state, 'open'), 'holds stock for what is not open any more'],
    [is(state, 'cancellable') && !is(state, 'open'), 'is at an end, and can be cancelled'],
    [is(state, 'amendable') && !is(state, 'cancellable'), 'can be amended, and not cancelled'],
    [is(state, 'amendable') && !is(state, 'reserved'), 'can be amended, and holds no stock for it'],
    [is(state, 'void') && is(state, 'open'), 'is void and open'],
    [is(state, 'void') && is(state, 'returnable'), 'is void, and can come back'],
  ]
  return rules.flatMap(([broken, what]) => (broken ? [`state ${state} ${what}`] : []))
}

const by = (transition: Transition, fact: MovingFact): boolean => 'fact' in transition && transition.fact === fact

/** Stock is asked for once, given only where it is reserved, and leaves only by shipping. */
const ofStock = (is: Is, way: Transition): readonly (readonly [boolean, string])[] => [
  [!is(way.from, 'reserved') && is(way.to, 'reserved'), 'needs stock that was let go'],
  [
    is(way.to, 'allotted') && !is(way.from, 'allotted') && !('when' in way && way.when === 'reserved'),
    'needs reserved stock, and does not wait for it',
  ],
  [
    by(way, 'UnitsShipped') && (!is(way.from, 'allotted') || is(way.to, 'reserved')),
    'ships what is not reserved, or keeps it',
  ],
  [
    is(way.from, 'reserved') && !is(way.to, 'reserved') && !is(way.to, 'void') && !by(way, 'UnitsShipped'),
    'lets stock go without shipping it',
  ],
]

/** What has ended is only ever brought back, and what is gone is gone. */
const ofEnds = (is: Is, way: Transition): readonly (readonly [boolean, string])[] => [
  [is(way.from, 'void'), 'leaves a void state'],
  [!is(way.from, 'open') && !by(way, 'OrderLinesReturned'), 'leaves an end other than by a return'],
  [!is(way.from, 'open') && is(way.to, 'open'), 'opens again what was at an end'],
  [by(way, 'OrderLinesCancelled') && !is(way.to, 'void'), 'cancels, and is not void'],
  [by(way, 'OrderLinesReturned') && (is(way.to, 'void') || is(way.to, 'open')), 'returns to what is void or open'],
]

/** A flag promises a fact, and a fact needs its flag. */
const promised = ({ transitions }: OrderProcess, is: Is, state: string): string[] => {
  const pairs = [
    ['cancellable', 'OrderLinesCancelled'],
    ['returnable', 'OrderLinesReturned'],
  ] as const
  return pairs.flatMap(([flag, fact]) =>
    is(state, flag) === transitions.some(way => way.from === state && by(way, fact))
      ? []
      : [`state ${state} does not agree with itself on whether it is ${flag}`],
  )
}

/** Where what states say of their units does not fit how they are come to and left. */
export const flagProblems = (process: OrderProcess): string[] => {
  const is: Is = (state, flag) => hasFlag(process, state, flag)
  const start = is(process.start, 'open') && !is(process.start, 'allotted')
  return [
    ...(start ? [] : [`state ${process.start} is no beginning: it is not open, or has stock already`]),
    ...Object.keys(process.states).flatMap(state => [...ofState(is, state), ...promised(process, is, state)]),
    ...process.transitions.flatMap(way =>
      [...ofStock(is, way), ...ofEnds(is, way)].flatMap(([broken, what]) =>
        broken ? [`the way from ${way.from} to ${way.to} ${what}`] : [],
      ),
    ),
  ]
}
