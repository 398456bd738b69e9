import { erasures } from '../../domain/erasures.ts'
import { parsePosition } from '../../eventstore/event-store.ts'
import { createEngineSchema } from '../../projections/engine/engine-schema.ts'
import { rebuild } from '../../projections/engine/rebuild.ts'
import { type GenerationStatus, readStatus } from '../../projections/engine/status.ts'
import { projections } from '../../projections/index.ts'
import { type Config, UserError } from '../config.ts'
import { openPersonalOf, type Shop, withShop } from '../open-shop.ts'
import { estimatedTotal, showProgress } from '../progress.ts'

const names = projections.map(({ name }) => name)

const chosen = (name: string): readonly string[] => {
  if (name === 'all') return names
  if (names.some(known => known === name)) return [name]
  throw new UserError(`There is no read model ${name}. There are: ${names.join(', ')}, or all.`)
}

const rebuildOne = async ({ pool, store, vault }: Shop, name: string): Promise<number> => {
  const progress = showProgress(`Rebuilding ${name}`)
  const { commit: head } = await store.head()
  let done = 0
  const { generation } = await rebuild(name, {
    pool,
    eventStore: store,
    projections,
    openPersonal: openPersonalOf(vault),
    erasures,
    onProgress: ({ events, position }) => {
      done = events
      progress.update(events, estimatedTotal(events, parsePosition(position).commit, head))
    },
  })
  progress.end(done, done)
  return generation
}

/** Builds read models anew from the log beside the ones that are read, and swaps them in. */
export const rebuildProjections = (config: Config, name: string, { json }: { json: boolean }): Promise<void> => {
  const wanted = chosen(name)
  return withShop(config, async shop => {
    const made: Record<string, number> = {}
    for (const model of wanted) made[model] = await rebuildOne(shop, model)
    const lines = Object.entries(made).map(([model, generation]) => `${model}: generation ${generation} is read now`)
    process.stdout.write(`${json ? JSON.stringify(made) : lines.join('\n')}\n`)
  })
}

const row = (one: GenerationStatus): readonly string[] => [
  `${one.model} v${one.version} g${one.generation}`,
  one.state,
  `${one.eventsBehind}`,
  `${one.secondsBehind.toFixed(1)} s`,
  `${one.parkedEvents}`,
  one.error ?? '',
]

const aligned = (rows: readonly (readonly string[])[]): string => {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map(cells => cells[column]?.length ?? 0)))
  return rows
    .map(cells =>
      cells
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** Prints where every read model stands. Exit code 1 when one has failed. */
export const showProjections = (config: Config, { json }: { json: boolean }): Promise<void> =>
  withShop(config, async ({ pool, store }) => {
    await createEngineSchema(pool)
    const options = { pool, eventStore: store, projections, now: () => new Date() }
    const { generations, leader, head } = await readStatus(options, { role: 'standby' })
    const heads = ['read model', 'state', 'events behind', 'behind', 'parked', 'error']
    const lead = leader === undefined ? 'no process projects now' : `projected by ${leader.owner}`
    const plain = `${aligned([heads, ...generations.map(row)])}\nhead ${head}, ${lead}`
    const bigints = (_: string, value: unknown) => (typeof value === 'bigint' ? Number(value) : value)
    process.stdout.write(`${json ? JSON.stringify({ generations, leader, head }, bigints) : plain}\n`)
    if (generations.some(({ state }) => state === 'failed')) process.exitCode = 1
  })
