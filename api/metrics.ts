import type { FastifyInstance } from 'fastify'
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { ReadSideStatus } from '../projections/engine/run/status.ts'
import { demandFor } from './permission.ts'
import type { ServerDependencies } from './server-dependencies.ts'

const GENERATION = ['model', 'version', 'generation', 'state'] as const

/** One gauge per figure of a generation, named as Prometheus asks: base units, the unit at the end. */
const generationGauges = (registers: Registry[]) => {
  const gauge = (name: string, help: string) =>
    new Gauge({ name: `daybook_projection_${name}`, help, labelNames: GENERATION, registers })
  return {
    behindEvents: gauge('behind_events', 'Events it has not seen yet, counted up to 1,000.'),
    behindSeconds: gauge('behind_seconds', 'Age of the oldest event it has not seen yet.'),
    position: gauge('position', 'Commit position of the last event it has seen.'),
    events: gauge('events', 'Events it was given since it was begun.'),
    bytes: gauge('bytes', 'Size of its tables with their indexes.'),
    parkedSequences: gauge('parked_sequences', 'Sequences that are set aside.'),
    parkedEvents: gauge('parked_events', 'Events that are set aside.'),
  }
}

const commit = (token: string): number => Number(token.split('-')[0])

const report = (registry: Registry) => {
  const registers = [registry]
  const generations = generationGauges(registers)
  const single = (name: string, help: string) => new Gauge({ name: `daybook_${name}`, help, registers })
  const head = single('log_head_position', 'Commit position of the last event of the log.')
  const leading = single('projector_leading', 'How many read models this process projects.')
  const refused = single('projector_refused', '1 when this process refuses to project, 0 when it does not.')
  const epoch = single('projector_epoch', 'Newest term of whoever projects; 0 when nobody does.')
  return (status: ReadSideStatus) => {
    head.set(commit(status.head))
    leading.set(status.process.role === 'leader' ? status.process.models.length : 0)
    refused.set(Number(status.process.role === 'refused'))
    epoch.set(Math.max(0, ...status.leaders.map(leader => Number(leader.epoch))))
    // A generation that was dropped has no figures any more.
    for (const gauge of Object.values(generations)) gauge.reset()
    for (const one of status.generations) {
      const { model, version, generation, state } = one
      const labels = { model, version, generation, state }
      generations.behindEvents.set(labels, one.eventsBehind)
      generations.behindSeconds.set(labels, one.secondsBehind)
      generations.position.set(labels, commit(one.position))
      generations.events.set(labels, one.events)
      generations.bytes.set(labels, one.bytes)
      generations.parkedSequences.set(labels, one.parkedSequences)
      generations.parkedEvents.set(labels, one.parkedEvents)
    }
  }
}

/** `/metrics` in the text format of Prometheus, which comes with an API key: the read side, and what Node tells of this process. */
export const registerMetrics = (app: FastifyInstance, deps: ServerDependencies): void => {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const set = report(registry)
  app.get('/metrics', { config: { may: 'operations:read' } }, async (request, reply) => {
    demandFor(deps, request, { may: 'operations:read', isWhole: true })
    set(await deps.readSideStatus())
    return reply.type(registry.contentType).send(await registry.metrics())
  })
}
