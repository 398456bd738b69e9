import type { Pool } from 'pg'
import type { AnyProjection } from '../model/projection.ts'
import { askForJob, cancelJob, type ModelJob, readJobs } from './job.ts'

const SHOWN = 20

type Queue = { readonly pool: Pool; readonly projections: readonly AnyProjection[]; readonly newId: () => string }

/** The jobs on read models, for those who ask for them. Whoever does them claims them one by one. */
export const jobQueue = ({ pool, projections, newId }: Queue) => ({
  models: projections.map(({ name }) => name),
  /** @returns the read models that had none under way; the others keep theirs */
  ask: async (models: readonly string[], kind: ModelJob, askedBy: string): Promise<string[]> => {
    const asked: string[] = []
    for (const projection of projections.filter(({ name }) => models.includes(name))) {
      const model = projection.name
      if (await askForJob(pool, { id: newId(), model, kind, askedBy }, [projection])) asked.push(model)
    }
    return asked
  },
  cancel: (id: string) => cancelJob(pool, id),
  /** Newest first. */
  jobs: (model?: string) => readJobs(pool, { limit: SHOWN, ...(model === undefined ? {} : { model }) }),
})
