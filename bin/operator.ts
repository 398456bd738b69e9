import { v7 } from 'uuid'
import type { Operator } from '../api/operator.ts'
import type { Database } from '../projections/database.ts'
import { askForJob, cancelJob, readJobs } from '../projections/engine/build/job.ts'
import type { ReadSide } from '../projections/engine/run/run.ts'
import { projections } from '../projections/index.ts'
import type { Shop } from './open-shop.ts'

const SHOWN = 20

/** What operators can do to the read side of this shop. */
export const operatorOf = ({ pool }: Pick<Shop, 'pool'>, readSide: ReadSide<Database>): Operator => ({
  models: projections.map(({ name }) => name),
  ask: async (models, kind, askedBy) => {
    const asked: string[] = []
    for (const projection of projections.filter(({ name }) => models.includes(name))) {
      const model = projection.name
      if (await askForJob(pool, { id: v7(), model, kind, askedBy }, [projection])) asked.push(model)
    }
    return asked
  },
  cancel: id => cancelJob(pool, id),
  jobs: model => readJobs(pool, { limit: SHOWN, ...(model === undefined ? {} : { model }) }),
  parked: readSide.parked,
  retry: readSide.retryParked,
  release: readSide.releaseParked,
})
