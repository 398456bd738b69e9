import { expect, it } from 'vitest'
import { troubles } from '../../api/projecting.ts'
import type { GenerationStatus, ReadSideStatus } from '../../projections/engine/run/status.ts'

const reads = (model: string): GenerationStatus => ({
  model,
  version: 1,
  generation: 1,
  state: 'active',
  position: '0-0',
  progress: 1,
  eventsBehind: 0,
  secondsBehind: 0,
  error: null,
  parkedSequences: 0,
  parkedEvents: 0,
  bytes: 0,
  events: 0,
  perSecond: null,
})
const told = (leaders: readonly (readonly string[])[], over: Partial<ReadSideStatus> = {}) =>
  troubles(
    {
      process: { role: 'standby' },
      leaders: leaders.map(models => ({ owner: 'x', epoch: 1n, expiresAt: new Date(0), models })),
      head: '0-0',
      cuts: [],
      generations: [reads('orders'), reads('products')],
      ...over,
    },
    { behindSeconds: 30, parkedSequences: 0 },
  )

it('is no trouble when processes project all read models between them', () => {
  expect(told([['orders', 'products']])).toEqual([])
  expect(told([['orders'], ['products']])).toEqual([])
})

it('names what nobody projects', () => {
  expect(told([['orders']])).toEqual([{ name: 'projector', detail: 'nobody projects products' }])
  expect(told([])).toEqual([{ name: 'projector', detail: 'nobody projects orders, products' }])
})

it('is trouble when this process refuses, whoever else projects', () => {
  const process = { role: 'refused', reason: 'another log' } as const
  expect(told([], { process })).toEqual([{ name: 'projector', detail: 'refuses to project: another log' }])
})

it('a stream that was cut in the event store is trouble', () => {
  const cuts = [{ stream: 'product-MUG', why: 'deleted' as const }]
  expect(told([['orders', 'products']], { cuts })).toEqual([
    { name: 'product-MUG', detail: 'its history was cut in the event store' },
  ])
})
