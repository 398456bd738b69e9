import type { FastifyInstance } from 'fastify'
import type { ServerDependencies } from './server-dependencies.ts'

/** `/health/live`: the process runs. `/health/ready`: which dependency is missing, if one is. */
export const registerHealth = (app: FastifyInstance, deps: ServerDependencies): void => {
  app.get('/health/live', { config: { may: 'public' } }, async () => ({ status: 'live' }))
  app.get('/health/ready', { config: { may: 'public' } }, async (_request, reply) => {
    const checks = await deps.ready()
    const isReady = checks.every(({ ok }) => ok)
    return reply.code(isReady ? 200 : 503).send({ status: isReady ? 'ready' : 'not ready', checks })
  })
}
