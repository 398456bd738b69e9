import { z } from 'zod'
import type { BulkRun } from '../../domain/bulk-run.ts'
import type { Viewer } from '../../domain/viewer.ts'
import type { Aggregate } from '../aggregate.ts'
import type { BulkReading } from './runs.ts'

/** A run of one's own about things of an aggregate. Of somebody else's is not told that there is one. */
export const ownRun = async (
  { find }: Pick<BulkReading, 'find'>,
  { decider }: Pick<Aggregate, 'decider'>,
  viewer: Viewer,
  id: string | undefined,
): Promise<BulkRun | undefined> => {
  const asked = z.uuid().safeParse(id)
  const run = asked.success ? await find(asked.data) : undefined
  return run !== undefined && run.by === viewer.id && run.category === decider.category ? run : undefined
}
