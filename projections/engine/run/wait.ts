import { comparePositions, type Position, parsePosition } from '../../../eventstore/event-store.ts'
import { handles } from '../fold/plan.ts'
import type { AnyProjection } from '../model/projection.ts'
import { type Erasures, holdsPersonal } from '../store/erase.ts'
import { type Registered, servingOf } from '../store/registry.ts'
import { coalesced } from './coalesced.ts'
import type { Place } from './park.ts'

/**
 * Which read models must have seen the position: these, or those that handle one of these event types. `stream` is whose
 * events end there.
 */
export type WaitTarget = ({ readonly models: readonly string[] } | { readonly types: readonly string[] }) & {
  readonly stream?: string
}

/** parked: the read models have come past the position, but one of them has set the stream or the event aside. */
export type Arrival = 'fresh' | 'stale' | 'parked'

export type Waits = {
  /** Resolves `fresh` or `parked` when the models have reached the position, else `stale` after the time-out, or at once if failed. */
  readonly waitFor: (token: string, target: WaitTarget, timeoutMs?: number) => Promise<Arrival>
  /** This process committed: the models are at the position. */
  readonly advanced: (models: readonly Advanced[], position: Position) => void
  /** Some process committed, or the registry changed: look, if somebody waits. */
  readonly nudge: () => void
  /** What is known may be wrong: another generation may be read now. */
  readonly forget: () => void
  /** Resolves when nobody looks any more. */
  readonly ended: () => Promise<void>
}

/** A read model that has moved on, and whether any of its sequences is parked. */
export type Advanced = { readonly model: string; readonly hasParked: boolean }

type Waiter = {
  readonly models: readonly string[]
  readonly position: Position
  readonly done: (how: 'fresh' | 'stale') => void
}

const POLL_MS = 100
const DEFAULT_TIMEOUT_MS = 2_000

export type WaitOptions = {
  readonly projections: readonly AnyProjection[]
  readonly erasures: Erasures
  /** Reads the registry; from then on this process also queries what the answer says is read. */
  readonly look: () => Promise<readonly Registered[]>
  /** Whether any of these models has set the sequence or the event aside. */
  readonly isParked: (place: Place, models: readonly string[]) => Promise<boolean>
  /** Who leads all of them hears of its commits anyway and need not ask the database on every wait. */
  readonly isLeading: () => boolean
  readonly onError: (error: unknown) => void
}

export const openWaits = ({ look, projections, erasures, isParked, isLeading, onError }: WaitOptions): Waits => {
  const places: Places = new Map()
  const waiting = newWaiting(places)
  const modelsOf = modelsByType(projections, erasures)
  const { ask, ended } = coalesced(async () => {
    if (waiting.isEmpty()) return
    for (const [model, place] of placesIn(await look(), projections)) learn(places, model, place)
    waiting.settle()
  }, onError)
  let poll: NodeJS.Timeout | undefined
  const rest = () => {
    if (!waiting.isEmpty()) return
    clearInterval(poll)
    poll = undefined
  }
  const arrived = arrivedAt(places, isParked)
  return {
    waitFor: async (token, target, timeoutMs = DEFAULT_TIMEOUT_MS) => {
      const models = 'models' in target ? known(projections, target.models) : modelsOf(target.types)
      const position = parsePosition(token)
      const place = target.stream === undefined ? { position } : { position, sequence: target.stream }
      if (models.every(model => reached(places.get(model), position))) return await arrived(models, place)
      poll ??= setInterval(ask, POLL_MS)
      if (!isLeading()) ask()
      const arrival = await waiting.add(models, position, timeoutMs).finally(rest)
      return arrival === 'stale' ? arrival : await arrived(models, place)
    },
    advanced: (models, position) => {
      for (const { model, hasParked } of models) learn(places, model, { position, hasParked })
      waiting.settle()
    },
    nudge: ask,
    forget: () => {
      places.clear()
      ask()
    },
    ended,
  }
}

type Reached = { readonly position: Position; readonly hasParked: boolean }
type Places = Map<string, Reached | 'failed'>

const hasParked = (place: Reached | 'failed' | undefined) =>
  place !== undefined && place !== 'failed' && place.hasParked

/** Whether what has been reached can also be shown. Asked only of models that have set anything aside. */
const arrivedAt =
  (places: Places, isParked: WaitOptions['isParked']) =>
  async (models: readonly string[], place: Place): Promise<Arrival> => {
    const suspects = models.filter(model => hasParked(places.get(model)))
    return suspects.length > 0 && (await isParked(place, suspects)) ? 'parked' : 'fresh'
  }

const newWaiting = (known: Places) => {
  const waiters = new Set<Waiter>()
  const settle = () => {
    for (const waiter of waiters) {
      const places = waiter.models.map(model => known.get(model))
      if (places.includes('failed')) waiter.done('stale')
      else if (places.every(place => reached(place, waiter.position))) waiter.done('fresh')
    }
  }
  const add = (models: readonly string[], position: Position, timeoutMs: number) =>
    new Promise<'fresh' | 'stale'>(resolve => {
      const done = (how: 'fresh' | 'stale') => {
        clearTimeout(timer)
        waiters.delete(waiter)
        resolve(how)
      }
      const waiter: Waiter = { models, position, done }
      const timer = setTimeout(() => done('stale'), timeoutMs)
      waiters.add(waiter)
      settle()
    })
  return { add, settle, isEmpty: () => waiters.size === 0 }
}

const reached = (place: Reached | 'failed' | undefined, position: Position): boolean =>
  place !== undefined && place !== 'failed' && comparePositions(place.position, position) >= 0

/** A look may come back after a later commit was heard of: what is known never goes back by it. */
const learn = (known: Places, model: string, place: Reached | 'failed') => {
  const before = known.get(model)
  if (place !== 'failed' && before !== undefined && reached(before, place.position)) return
  known.set(model, place)
}

const placesIn = (registered: readonly Registered[], projections: readonly AnyProjection[]) =>
  projections.flatMap(projection => {
    const row = servingOf(registered, projection)
    return row === undefined ? [] : [[projection.name, row.state === 'failed' ? 'failed' : row] as const]
  })

/** The names, or an error: a wait for a read model that does not exist would always be stale. */
const known = (projections: readonly AnyProjection[], names: readonly string[]): readonly string[] => {
  const missing = names.find(name => !projections.some(projection => projection.name === name))
  if (missing !== undefined) throw new Error(`there is no read model ${missing}`)
  return names
}

/** The static map from event types to the read models that an event of that type may change. */
const modelsByType = (projections: readonly AnyProjection[], erasures: Erasures) => (types: readonly string[]) =>
  projections
    .filter(projection =>
      types.some(type => handles(projection, type) || (Object.hasOwn(erasures, type) && holdsPersonal(projection))),
    )
    .map(({ name }) => name)
