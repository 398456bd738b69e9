import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Pool } from 'pg'
import { onTestFinished } from 'vitest'
import { recordAccesses } from '../../../eventstore/audit/accesses.ts'
import { sealKey } from '../../../eventstore/proof/seal-key.ts'
import { sealTrail } from '../../../eventstore/trail/seal-trail.ts'
import { openTrail, type Trail } from '../../../eventstore/trail/trail.ts'
import { type TrailVerified, verifyTrail } from '../../../eventstore/trail/verify-trail.ts'
import type { TestDatabase } from '../../support/cluster.ts'
import { createDatabase } from '../../support/database.ts'

export const key = sealKey(Buffer.alloc(32, 7))

export const look = (at: Date, viewer = 'ada') => ({
  at,
  viewer,
  kind: 'view' as const,
  path: '/events/:id',
  params: { id: '1' },
  query: 'type=ProductCreated',
})

/** That somebody looked so many times, one after the other. */
export const looked = async (pool: Pool, times: number, at = new Date()): Promise<void> => {
  const record = recordAccesses(pool, word => word)
  await Promise.all(Array.from({ length: times }, (_, index) => record(look(at, `viewer-${index % 7}`))))
}

export type SealedTrail = {
  readonly database: TestDatabase
  readonly trail: Trail
  /** Where seals are written down. */
  readonly file: string
  readonly seal: (over?: Partial<Parameters<typeof sealTrail>[0]>) => Promise<number>
  readonly verify: (over?: Partial<Parameters<typeof verifyTrail>[0]>) => Promise<TrailVerified>
  /** Statements as only the owner of the database can do them. */
  readonly asOwner: (statements: string) => Promise<unknown>
}

/** An empty trail in a database of its own, which is gone after the test. */
export const openTestTrail = async (): Promise<SealedTrail> => {
  const database = await createDatabase()
  const folder = mkdtempSync(join(tmpdir(), 'daybook-trail-'))
  onTestFinished(async () => {
    await database.close()
    rmSync(folder, { recursive: true })
  })
  const file = join(folder, 'seals-made')
  const trail = await openTrail(database.pool, file)
  return {
    database,
    trail,
    file,
    seal: over => sealTrail({ trail, key, clock: () => new Date(), partial: true, ...over }),
    verify: over => verifyTrail({ trail, trusted: [key.publicKey], ...over }),
    asOwner: statements =>
      database.pool.query(`set session_replication_role = replica; ${statements}; reset session_replication_role`),
  }
}
