import type { FastifyInstance } from 'fastify'
import { withDeadline } from '../eventstore/deadline.ts'

/** A person waits this long for an event store that does not answer, and no longer. */
const REQUEST_MS = 6_000

/** Does work whose waits on the event store together end in the time that a request may take. */
export const inRequestTime = <Value>(work: () => Value): Value => withDeadline(REQUEST_MS, work)

/** Gives every request one deadline for all it asks of the event store, from when it has arrived. */
export const registerDeadline = (app: FastifyInstance): void => {
  app.addHook('preHandler', (_request, _reply, done) => inRequestTime(done))
}
