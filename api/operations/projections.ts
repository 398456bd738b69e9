import { z } from 'zod'
import { jobKinds } from '../../projections/engine/build/job.ts'
import { type Acted, type Action, type Asked, action } from '../actions.ts'
import { problem } from '../problem.ts'
import type { Text } from '../text/text.ts'

const unknown = (text: Text): Acted => ({
  problem: problem(text, 404, 'NoSuchThing', text('problem.detail.thing')),
})

const pageOf = ({ model = '' }: Readonly<Record<string, string>>) => `/projections/${encodeURIComponent(model)}`

/** What an action on one read model does, if there is that one. */
const onModel = async <Data>(asked: Asked<Data>, run: (model: string) => Promise<object>): Promise<Acted> => {
  const model = asked.params['model']
  if (model === undefined || !asked.deps.operator.models.includes(model)) return unknown(asked.text)
  return { body: await run(model) }
}

const Sequence = z.strictObject({ sequence: z.string().min(1).max(500) })

/** What operators do. */
export const operations: readonly Action[] = [
  action({
    name: 'AskForJob',
    path: '/projections/:model/jobs',
    may: 'operations:write',
    isWhole: true,
    isSensitive: true,
    schema: z.strictObject({ kind: z.enum(jobKinds) }),
    then: pageOf,
    run: async ({ deps: { operator }, viewer, text, params: { model = '' }, data: { kind } }) => {
      if (!operator.models.includes(model)) return unknown(text)
      const asked = await operator.ask([model], kind, viewer.id)
      if (asked.length === 0)
        return { problem: problem(text, 409, 'JobUnderWay', text('problem.detail.jobUnderWay', { model })) }
      return { body: { asked } }
    },
  }),
  action({
    name: 'AskForAll',
    path: '/projection-jobs',
    may: 'operations:write',
    isWhole: true,
    isSensitive: true,
    schema: z.strictObject({ kind: z.enum(['rebuild', 'dry run']) }),
    then: () => '/projections',
    run: async ({ deps: { operator }, viewer, data: { kind } }) => ({
      body: { asked: await operator.ask(operator.models, kind, viewer.id) },
    }),
  }),
  action({
    name: 'CancelJob',
    path: '/projection-jobs/:job/cancellation',
    may: 'operations:write',
    isWhole: true,
    schema: z.strictObject({}),
    then: () => '/projections',
    run: async ({ deps: { operator }, text, params: { job = '' } }) => {
      if (!z.uuid().safeParse(job).success) return unknown(text)
      if (await operator.cancel(job)) return { body: { cancelled: job } }
      return { problem: problem(text, 409, 'JobFinished', text('problem.detail.jobFinished')) }
    },
  }),
  action({
    name: 'RetryParked',
    path: '/projections/:model/parked/retry',
    may: 'operations:write',
    isWhole: true,
    schema: Sequence,
    then: pageOf,
    run: asked => onModel(asked, model => asked.deps.operator.retry(model, asked.data.sequence)),
  }),
  action({
    name: 'RetryAllParked',
    path: '/projections/:model/parked/retry-all',
    may: 'operations:write',
    isWhole: true,
    schema: z.strictObject({}),
    then: pageOf,
    run: asked =>
      onModel(asked, async model => {
        const parked = await asked.deps.operator.parked()
        const sequences = new Set(parked.filter(one => one.model === model).map(({ sequence }) => sequence))
        const retried: Record<string, object> = {}
        for (const sequence of sequences) retried[sequence] = await asked.deps.operator.retry(model, sequence)
        return { retried }
      }),
  }),
  action({
    name: 'ReleaseParked',
    path: '/projections/:model/parked/release',
    may: 'operations:write',
    isWhole: true,
    schema: Sequence,
    then: pageOf,
    run: asked =>
      onModel(asked, async model => ({ released: await asked.deps.operator.release(model, asked.data.sequence) })),
  }),
]
