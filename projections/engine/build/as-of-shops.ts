import type { Pool } from 'pg'
import type { AnyProjection } from '../model/projection.ts'
import { openAsOfDatabase } from '../store/read-database.ts'
import { askForAsOf, type Bound, dropAsOf, listAsOf, readAsOf } from './as-of.ts'
import { readJob } from './job.ts'

/** As many as an auditor lays side by side for a year; each takes the disk of all read models. */
const LIMITS = { perViewer: 12, all: 24 }

type Options = {
  readonly pool: Pool
  readonly projections: readonly AnyProjection[]
  /** Connections that read what was built, and write nothing. */
  readonly reader: Pool
  /** How long each is kept. */
  readonly hours: number
  readonly newId: () => string
}

/** The shops of the past there are: asked for, listed, opened while they are kept, dropped. */
export const asOfShops = <Database>({ pool, projections, reader, hours, newId }: Options) => ({
  ask: (bound: Bound, askedBy: string) =>
    askForAsOf(pool, { id: newId(), bound, askedBy, hours, limits: LIMITS }, projections),
  /** Newest first, each with the job that builds it. */
  list: async () =>
    Promise.all((await listAsOf(pool)).map(async asOf => ({ asOf, job: await readJob(pool, asOf.id) }))),
  drop: (id: string) => dropAsOf(pool, id),
  /** Undefined for one that is gone, or not built yet. */
  open: async (id: string) => {
    const asOf = await readAsOf(pool, id)
    const isOpen = asOf?.builtAt != null && asOf.expiresAt > new Date()
    return isOpen ? { asOf, db: await openAsOfDatabase<Database>({ pool, projections, reader }, id) } : undefined
  },
})

export type AsOfShops<Database> = ReturnType<typeof asOfShops<Database>>
