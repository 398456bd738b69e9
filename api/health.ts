import type { FastifyInstance } from 'fastify'
import { troubles } from './projecting.ts'
import type { ServerDependencies } from './server-dependencies.ts'

/**
 * `/health/live`: the process runs. `/health/ready`: which dependency is missing, if one is. `/health/projecting`: what of
 * the read side is worse than the thresholds allow; it is for alarms, because a server that shows what is old is still
 * better than none.
 */
export const registerHealth = (app: FastifyInstance, deps: ServerDependencies): void => {
  app.get('/health/live', { config: { may: 'public' } }, async () => ({ status: 'live' }))
  app.get('/health/ready', { config: { may: 'public' } }, async (_request, reply) => {
    const checks = await deps.ready()
    const isReady = checks.every(({ ok }) => ok)
    return reply.code(isReady ? 200 : 503).send({ status: isReady ? 'ready' : 'not ready', checks })
  })
  app.get('/health/projecting', { config: { may: 'public' } }, async (_request, reply) => {
    const found = troubles(await deps.readSideStatus(), deps.thresholds)
    const isWell = found.length === 0
    return reply.code(isWell ? 200 : 503).send({ status: isWell ? 'projecting' : 'in trouble', troubles: found })
  })
}
