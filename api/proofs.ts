import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Viewer } from '../domain/viewer.ts'
import { readEventPosition } from '../projections/audit/event.ts'
import { type Acted, type Action, type Asked, action } from './actions.ts'
import type { ProofOrNot } from './auditing.ts'
import { pathTo } from './commands.ts'
import { answerProblem } from './errors.ts'
import { shopOf } from './past.ts'
import { demand } from './permission.ts'
import { type Problem, problem } from './problem.ts'
import { wantsHtml } from './reply.ts'
import type { ServerDependencies } from './server-dependencies.ts'
import { type Text, textFor } from './text/text.ts'

type ById = FastifyRequest<{ Params: { id: string } }>

/** Whether the viewer can find an event of that id. */
const isEvent = async ({ readSide }: ServerDependencies, viewer: Viewer, id: string): Promise<boolean> =>
  z.uuid().safeParse(id).success && (await readEventPosition(viewer, readSide.queries(), id)) !== undefined

const noSuchEvent = (text: Text): Problem => problem(text, 404, 'NoSuchThing', text('problem.detail.thing'))

const problemOf = (
  { locale, timeZone }: Viewer,
  text: Text,
  found: Exclude<ProofOrNot, { kind: 'proven' }>,
): Problem => {
  if (found.kind === 'not as sealed') return problem(text, 409, 'NotAsSealed', text('problem.detail.notAsSealed'))
  const at = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'long', timeZone })
  return problem(text, 404, 'NotSealedYet', text('problem.detail.unsealed', { by: at.format(found.due.by) }))
}

const sendProof = (deps: ServerDependencies) => async (request: ById, reply: FastifyReply) => {
  const here = await shopOf(deps, request)
  const viewer = demand(here, request, 'audit:read')
  const text = textFor(viewer.locale)
  const { id } = request.params
  if (!(await isEvent(here, viewer, id))) return answerProblem(deps, request, reply, noSuchEvent(text))
  const found = await here.auditing.proofOf(id)
  // The page says when there will be one.
  if (found.kind === 'unsealed' && wantsHtml(request)) return reply.redirect(pathTo('/events/:id/proof', id), 303)
  if (found.kind !== 'proven') return answerProblem(deps, request, reply, problemOf(viewer, text, found))
  return reply
    .type('application/json; charset=utf-8')
    .header('content-disposition', `attachment; filename="event-${id}.proof.json"`)
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

const sealNow = async ({ deps: { auditing }, text }: Asked<unknown>): Promise<Acted> => {
  const done = await auditing.sealNow()
  if (done.kind === 'can not') return { problem: problem(text, 409, 'CanNotSeal', text('problem.detail.canNotSeal')) }
  if (done.kind === 'goes on') return { problem: problem(text, 503, 'SealingGoesOn', text('problem.detail.sealing')) }
  return { body: { events: done.events, rows: done.rows } }
}

/** What is asked of the seals. */
export const proofActions: readonly Action[] = [
  action({
    name: 'Verify',
    path: '/verifications',
    may: 'audit:read',
    isWhole: true,
    schema: z.strictObject({}),
    then: () => '/proof',
    run: async ({ deps: { auditing }, viewer }) => ({ body: { id: await auditing.verify(viewer.id) } }),
  }),
  action({
    name: 'Seal',
    path: '/seals',
    may: 'operations:write',
    isWhole: true,
    schema: z.strictObject({}),
    then: () => '/proof',
    run: sealNow,
  }),
  action({
    name: 'SealEvent',
    path: '/events/:id/seal',
    may: 'operations:write',
    isWhole: true,
    schema: z.strictObject({}),
    then: ({ id = '' }) => pathTo('/events/:id/proof', id),
    run: async asked => {
      const { deps, viewer, text, params } = asked
      return (await isEvent(deps, viewer, params['id'] ?? '')) ? sealNow(asked) : { problem: noSuchEvent(text) }
    },
  }),
]
