import { type AnyDecider, type Fact, isRejection, type Rejection } from '../domain/decider.ts'
import { isWithin, type Viewer } from '../domain/viewer.ts'
import type { CommandRoute } from './commands.ts'
import type { LogReading } from './log-reading.ts'
import { Forbidden } from './permission.ts'
import { maySeeOf } from './seen-events.ts'
import type { Thing } from './stream-history.ts'

type Guarding = Pick<LogReading, 'storeOf'> & { readonly clock: () => Date }

/** What somebody wants to send: a command about a thing, or the data of one. */
type Wanted = { readonly id: string; readonly data: unknown }

/** Things that a command is about and that are there: the one it is sent to, unless it makes it, and the one it names. */
const thingsOf = ({ path, decider, of }: CommandRoute, { id, data }: Wanted): readonly Thing[] => [
  ...(path.includes(':id') ? [{ category: decider.category, id }] : []),
  // Routes are typed by the data of their command.
  ...(of === undefined ? [] : [of(data as never)]),
]

const nothing = { of: <View>({ view, initial }: Fact<View>): View => view(initial as never) }

/** What a command is answered with where nothing of what it is about is there. @throws Forbidden where it would be taken */
const asAbsent = (
  { decider, command, may }: CommandRoute,
  { id, data }: Wanted,
  { id: by }: Viewer,
  now: Date,
): Rejection => {
  const { decide, initial }: AnyDecider = decider
  const context = { now, id, actor: { id: by, kind: 'user' as const }, facts: nothing, claimed: {} }
  const decision: unknown = decide[command]?.(initial, data, context)
  if (!isRejection(decision)) throw new Forbidden(may)
  return decision
}

/**
 * Refuses a command about what belongs to a store that its sender may not see as if that were not there, and one for a store
 * where they may not send it. Undefined where nothing is said against it.
 * @throws Forbidden
 */
export const guardStores = async (
  { storeOf, clock }: Guarding,
  viewer: Viewer,
  route: CommandRoute,
  wanted: Wanted,
): Promise<Rejection | undefined> => {
  if (viewer.within === undefined) return undefined
  const demandIn = (store: string | undefined) => {
    if (!isWithin(viewer, route.may, store)) throw new Forbidden(route.may, store)
  }
  for (const { category, id } of thingsOf(route, wanted)) {
    const store = await storeOf(category, id)
    if (!maySeeOf(viewer, category, store)) return asAbsent(route, wanted, viewer, clock())
    demandIn(store)
  }
  for (const store of route.stores?.(wanted.data as never, wanted.id) ?? []) demandIn(store)
  return undefined
}
