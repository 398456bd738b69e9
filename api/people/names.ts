import type { Kysely } from 'kysely'
import type { Viewer } from '../../domain/viewer.ts'
import type { Database } from '../../projections/database.ts'
import type { ServerDependencies } from '../server-dependencies.ts'

type Names = NonNullable<Viewer['people']>
type Known = { readonly until: number; readonly names: Promise<Names> }

/** Names are looked up anew after so long; whoever was renamed just now is called as before until then. */
const FRESH_MS = 5_000
/** As many people, and as many keys of programs, are called by their names. */
const MOST = 2_000

const read = async (db: Kysely<Database>): Promise<Names> => {
  const [people, keys] = await Promise.all([
    db.selectFrom('user_account').select(['id', 'name']).orderBy('createdAt', 'desc').limit(MOST).execute(),
    db.selectFrom('api_key').select(['key as id', 'name']).orderBy('createdAt', 'desc').limit(MOST).execute(),
  ])
  return new Map([...people, ...keys].flatMap(({ id, name }) => (name === null ? [] : [[id, name]])))
}

const remembered = new WeakMap<object, Known>()

/** What those are called who did something here, by their ids: people, and the keys of their programs. */
export const namesOf = ({ readSide, clock }: Pick<ServerDependencies, 'readSide' | 'clock'>): Promise<Names> => {
  const [known, now] = [remembered.get(readSide), clock().getTime()]
  if (known !== undefined && now < known.until) return known.names
  const names = read(readSide.queries())
  // A failure is nobody's answer but the one who asked.
  names.catch(() => remembered.delete(readSide))
  remembered.set(readSide, { until: now + FRESH_MS, names })
  return names
}
