import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { readEventPosition } from '../projections/audit/event.ts'
import { type Action, action } from './actions.ts'
import { answerProblem } from './errors.ts'
import { shopOf } from './past.ts'
import { demand } from './permission.ts'
import { type Problem, problem } from './problem.ts'
import type { ServerDependencies } from './server-dependencies.ts'
import { textFor } from './text/text.ts'

type ById = FastifyRequest<{ Params: { id: string } }>

/** The proof of an event that the viewer can find, or the problem why there is none. */
const proofFor = async (
  deps: ServerDependencies,
  request: ById,
): Promise<{ readonly proof: object } | { readonly problem: Problem }> => {
  const here = await shopOf(deps, request)
  const viewer = demand(here, request, 'audit:read')
  const text = textFor(viewer.locale)
  const { id } = request.params
  const isThere =
    z.uuid().safeParse(id).success && (await readEventPosition(viewer, here.readSide.queries(), id)) !== undefined
  if (!isThere) return { problem: problem(text, 404, 'NoSuchThing', text('problem.detail.thing')) }
  const found = await here.auditing.proofOf(id)
  if (found.kind === 'proven') return found
  if (found.kind === 'not as sealed')
    return { problem: problem(text, 409, 'NotAsSealed', text('problem.detail.notAsSealed')) }
  const { locale, timeZone } = viewer
  const by = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'long', timeZone }).format(found.by)
  return { problem: problem(text, 404, 'NotSealedYet', text('problem.detail.unsealed', { by })) }
}

const sendProof = (deps: ServerDependencies) => async (request: ById, reply: FastifyReply) => {
  const found = await proofFor(deps, request)
  if ('problem' in found) return answerProblem(deps, request, reply, found.problem)
  return reply
    .type('application/json; charset=utf-8')
    .header('content-disposition', `attachment; filename="event-${request.params.id}.proof.json"`)
    .send(`${JSON.stringify(found.proof, null, 2)}\n`)
}

/** Registers the inclusion proof of every event. */
export const registerProofs = (app: FastifyInstance, deps: ServerDependencies): void => {
  app.get<{ Params: { id: string } }>(
    '/api/events/:id/proof',
    { config: { may: 'audit:read', audited: 'export' } },
    sendProof(deps),
  )
}

/** What auditors ask of the seals. */
export const proofActions: readonly Action[] = [
  action({
    name: 'Verify',
    path: '/verifications',
    may: 'audit:read',
    schema: z.strictObject({}),
    then: () => '/proof',
    run: async ({ deps: { auditing }, viewer }) => ({ body: { id: await auditing.verify(viewer.id) } }),
  }),
]
