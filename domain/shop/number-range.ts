import { z } from 'zod'
import {
  type ClaimRef,
  type Decide,
  type Decider,
  type Decision,
  type Evolve,
  type FactRef,
  type Facts,
  isRejection,
  type Rejection,
  reject,
  type Touches,
} from '../decider.ts'
import { activeStoreIn, storesNamed } from '../facts/known-store.ts'
import { amend, changed } from '../shared/changes.ts'
import { claimIn } from '../shared/claimed.ts'
import { nextNumber } from './number-book-state.ts'
import {
  MAX_NUMBER,
  NumberPrefix,
  NumberWidth,
  numberedKinds,
  numberPlace,
  prefixKey,
  rangeSpelled,
} from './numbering.ts'

const Format = { prefix: z.string().nullable(), width: z.int() }

// Stored for ever: never rename a key, only add optional fields.
const events = {
  /** `prefixClaim`: the range has it for ever, as its texts are in the world. */
  NumberRangeOpened: z.strictObject({
    store: z.string(),
    kind: z.enum(numberedKinds),
    ...Format,
    next: z.int(),
    prefixClaim: z.string(),
  }),
  NumberRangeChanged: z.strictObject({ ...Format, prefixClaim: z.string() }),
  NextNumberSet: z.strictObject({ next: z.int() }),
  NumberRangePaused: z.strictObject({}),
  NumberRangeResumed: z.strictObject({}),
}

type NumberRange =
  | { readonly status: 'absent' }
  | {
      readonly status: 'active' | 'paused'
      readonly prefix: string | null
      readonly width: number
      /** What the next one is at least. */
      readonly next: number
      readonly openedAt: Date
    }
type Known = Exclude<NumberRange, { status: 'absent' }>

const evolve: Evolve<NumberRange, typeof events> = {
  NumberRangeOpened: (_, { prefix, width, next }, { at }) => ({ status: 'active', prefix, width, next, openedAt: at }),
  NumberRangeChanged: (range, { prefix, width }) => amend(range, { prefix, width }),
  NextNumberSet: amend,
  NumberRangePaused: range => amend(range, { status: 'paused' }),
  NumberRangeResumed: range => amend(range, { status: 'active' }),
}

const AskedFormat = { prefix: NumberPrefix, width: NumberWidth }
const AskedNumber = z.int().min(1).max(MAX_NUMBER)

const commands = {
  OpenNumberRange: z.strictObject({ ...AskedFormat, next: AskedNumber }),
  ChangeNumberRange: z.strictObject(AskedFormat),
  /** Numbers may be left out, none can be given again. */
  SetNextNumber: z.strictObject({ next: AskedNumber }),
  PauseNumberRange: z.strictObject({}),
  ResumeNumberRange: z.strictObject({}),
}

const known = (range: NumberRange, then: (range: Known) => Decision<typeof events>) =>
  range.status === 'absent' ? reject('unknown', 'NumberRangeUnknown') : then(range)

const lowered = (facts: Facts, id: string, next: number): Rejection | undefined => {
  const free = facts.of(nextNumber, id)
  return next < free ? reject('conflict', 'NumberGivenAlready', { last: free - 1, next: free }, 'next') : undefined
}

const decide: Decide<NumberRange, typeof commands, typeof events> = {
  OpenNumberRange: (range, data, context) => {
    const place = numberPlace(context.id)
    if (place === undefined) return reject('invalid', 'NumberRangeMalformed', {}, 'id')
    if (range.status !== 'absent') return reject('conflict', 'NumberRangeExists', {}, 'id')
    const at = activeStoreIn(context.facts, place.store, 'id')
    if (isRejection(at)) return at
    return [{ type: 'NumberRangeOpened', data: { ...place, ...data, prefixClaim: claimIn(context, 'number-prefix') } }]
  },
  ChangeNumberRange: (range, { prefix, width }, context) =>
    known(range, was =>
      changed('NumberRangeChanged', was, { prefix, width }).map(({ type, data }) => ({
        type,
        data: { ...data, prefixClaim: claimIn(context, 'number-prefix') },
      })),
    ),
  SetNextNumber: (range, { next }, { facts, id }) =>
    known(range, was => lowered(facts, id, next) ?? changed('NextNumberSet', was, { next })),
  PauseNumberRange: range =>
    known(range, ({ status }) => (status === 'paused' ? [] : [{ type: 'NumberRangePaused', data: {} }])),
  ResumeNumberRange: range =>
    known(range, ({ status }) => (status === 'active' ? [] : [{ type: 'NumberRangeResumed', data: {} }])),
}

const touches: Touches<NumberRange, typeof commands, typeof events> = {
  NumberRangeOpened: () => ['status', 'prefix', 'width', 'next'],
  NumberRangeChanged: () => ['prefix', 'width'],
  NextNumberSet: () => ['next'],
  NumberRangePaused: () => ['status'],
  NumberRangeResumed: () => ['status'],
}

/** Of each kind no two ranges have prefixes that can look alike. */
const prefix = ({ prefix }: { readonly prefix: string | null }, id: string): readonly ClaimRef[] => {
  const value = `${numberPlace(id)?.kind ?? ''}/${prefixKey(prefix)}`
  return [{ scope: 'number-prefix', value, taken: 'NumberPrefixTaken', field: 'prefix' }]
}

const storeOfRange = (_: unknown, id: string): readonly FactRef[] => storesNamed(numberPlace(id)?.store ?? '')

/** How the documents of a kind of a store are numbered from now on; id = `<store>-<kind>`. Its book gives the numbers. */
export const numberRange: Decider<NumberRange, typeof commands, typeof events> = {
  category: 'numberRange',
  newId: z
    .string()
    .overwrite(rangeSpelled)
    .min(1)
    .max(64)
    .refine(id => numberPlace(id) !== undefined, 'numberRange'),
  spelling: rangeSpelled,
  initial: { status: 'absent' },
  events,
  evolve,
  commands,
  decide,
  touches,
  facts: { OpenNumberRange: storeOfRange, SetNextNumber: (_, id) => [{ fact: nextNumber, id }] },
  claims: { OpenNumberRange: prefix, ChangeNumberRange: prefix },
}
