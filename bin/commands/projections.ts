import { v7 } from 'uuid'
import { erasures } from '../../domain/erasures.ts'
import { parsePosition } from '../../eventstore/event-store.ts'
import { cachedKeys } from '../../eventstore/vault/key-cache.ts'
import type { Comparison } from '../../projections/engine/build/compare.ts'
import { cancelJob, type Job, type ModelJob, readJob, readJobs, takeJob } from '../../projections/engine/build/job.ts'
import { runJob } from '../../projections/engine/build/run-job.ts'
import { type GenerationStatus, readStatus } from '../../projections/engine/run/status.ts'
import { createEngineSchema } from '../../projections/engine/store/engine-schema.ts'
import { refusalToProject } from '../../projections/engine/store/log-identity.ts'
import { readRegistry } from '../../projections/engine/store/registry.ts'
import { projections } from '../../projections/index.ts'
import { codeDigest } from '../code-digest.ts'
import type { Config } from '../config.ts'
import { openPersonalOf, ownerName, type Shop, withShop } from '../open-shop.ts'
import { estimatedTotal, showProgress } from '../progress.ts'
import { aligned } from '../table.ts'
import { UserError } from '../user-error.ts'

const names = projections.map(({ name }) => name)

const chosen = (wanted: readonly string[]): readonly string[] => {
  if (wanted.includes('all')) return names
  const unknown = wanted.find(name => !names.some(known => known === name))
  if (unknown !== undefined)
    throw new UserError(`There is no read model ${unknown}. There are: ${names.join(', ')}, or all.`)
  return [...new Set(wanted)]
}

/** The job that this process does: a new one, or one that waits or whose process fell silent. @throws UserError */
const take = async ({ pool }: Shop, model: string, kind: ModelJob, owner: string): Promise<Job> => {
  const job = await takeJob(pool, { id: v7(), model, kind, askedBy: 'command line' }, { owner, projections })
  if (job !== undefined) return job
  const unfinished = (await readJobs(pool, { model, limit: 1 }))[0]
  const by = unfinished?.owner ?? 'another process'
  throw new UserError(`${model}: a ${unfinished?.kind ?? kind} is under way in ${by}. The page Projections shows it.`)
}

const LABELS = { rebuild: 'Rebuilding', 'dry run': 'Trying', 'roll back': 'Rolling back' } as const

/** Does a job here, with a bar. Ctrl-C interrupts it. */
const doHere = async (shop: Shop, model: string, kind: ModelJob): Promise<Job> => {
  const { pool, store: eventStore, vault } = shop
  const owner = ownerName()
  const job = await take(shop, model, kind, owner)
  const progress = showProgress(`${LABELS[kind]} ${model}`)
  const { commit: head } = await eventStore.head()
  let done = 0
  const cancel = () => void cancelJob(pool, job.id)
  process.once('SIGINT', cancel)
  await runJob(job, {
    pool,
    eventStore,
    projections,
    openPersonal: openPersonalOf(cachedKeys(vault)),
    erasures,
    code: codeDigest(),
    owner,
    signal: new AbortController().signal,
    onProgress: ({ events, position }) => {
      done = events
      progress.update(events, estimatedTotal(events, parsePosition(position).commit, head))
    },
  })
  process.off('SIGINT', cancel)
  const ended = (await readJob(pool, job.id)) ?? job
  if (ended.state === 'cancelled')
    throw new UserError(`${model}: interrupted. The same command goes on with what was built.`)
  if (ended.state !== 'done') throw new UserError(`${model}: ${ended.error ?? ended.state}. What was read is read on.`)
  progress.end(done, done)
  return ended
}

const comparisonText = (comparison: Comparison | null): string => {
  if (comparison === null) return 'nothing to compare with'
  const different = comparison.tables.reduce((sum, table) => sum + table.different, 0)
  return different === 0 ? 'the same rows as before' : `${different.toLocaleString('en')} rows differ`
}

const differencesOf = ({ comparison }: Job): string[] =>
  (comparison?.tables ?? [])
    .filter(({ different }) => different > 0)
    .flatMap(({ table, different, rows, columns, sample }) => [
      `  ${table}: ${different} of ${rows.old} rows before, ${rows.new} now. ${Object.entries(columns)
        .map(([column, count]) => `${column} in ${count}`)
        .join(', ')}`,
      ...sample.flatMap(row => [
        `    ${row.key}`,
        `      - ${JSON.stringify(row.old)}`,
        `      + ${JSON.stringify(row.new)}`,
      ]),
    ])

const lineOf = (job: Job): string =>
  job.kind === 'dry run'
    ? [`${job.model}: ${comparisonText(job.comparison)}`, ...differencesOf(job)].join('\n')
    : `${job.model}: generation ${job.generation} is read now${job.kind === 'roll back' ? '' : `, ${comparisonText(job.comparison)}`}`

const doAll = (config: Config, wanted: readonly string[], kind: ModelJob, json: boolean): Promise<void> =>
  withShop(config, async shop => {
    await createEngineSchema(shop.pool)
    const done: Job[] = []
    for (const model of wanted) done.push(await doHere(shop, model, kind))
    process.stdout.write(`${json ? JSON.stringify(done) : done.map(lineOf).join('\n')}\n`)
    if (kind === 'dry run' && done.some(({ comparison }) => comparison?.isEqual === false)) process.exitCode = 1
  })

type RebuildFlags = { readonly json: boolean; readonly dryRun: boolean }

/**
 * Builds read models anew from the log beside the ones that are read, and swaps them in. A dry run only compares; exit code
 * 1 when something differs.
 */
export const rebuildProjections = (
  config: Config,
  wanted: readonly string[],
  { json, dryRun }: RebuildFlags,
): Promise<void> => doAll(config, chosen(wanted), dryRun ? 'dry run' : 'rebuild', json)

/** Takes the generations that were read before back into use. */
export const rollBackProjections = (
  config: Config,
  wanted: readonly string[],
  { json }: { json: boolean },
): Promise<void> => doAll(config, chosen(wanted), 'roll back', json)

/** Builds what this release needs and nobody has built yet, beside the versions of a release that is running. */
export const buildProjections = (config: Config, { json }: { json: boolean }): Promise<void> =>
  withShop(config, async shop => {
    await createEngineSchema(shop.pool)
    const registered = await readRegistry(shop.pool, projections)
    const isThere = (name: string) => registered.some(({ model, wasActive }) => model === name && wasActive)
    const missing = names.filter(name => !isThere(name))
    const done: Job[] = []
    for (const model of missing) done.push(await doHere(shop, model, 'rebuild'))
    const lines = missing.length === 0 ? ['Everything this release reads is built.'] : done.map(lineOf)
    process.stdout.write(`${json ? JSON.stringify(done) : lines.join('\n')}\n`)
  })

const row = (one: GenerationStatus): readonly string[] => [
  `${one.model} v${one.version} g${one.generation}`,
  one.state,
  `${one.eventsBehind}`,
  `${one.secondsBehind.toFixed(1)} s`,
  `${one.parkedEvents}`,
  one.error ?? '',
]

/** Prints where every read model stands. Exit code 1 when one has failed, when they are of another log, or when a stream is cut. */
export const showProjections = (config: Config, { json }: { json: boolean }): Promise<void> =>
  withShop(config, async ({ pool, store }) => {
    await createEngineSchema(pool)
    const options = { pool, eventStore: store, projections, now: () => new Date() }
    const reason = await refusalToProject(options)
    const { generations, leaders, head, cuts } = await readStatus(options, { role: 'standby' })
    const heads = ['read model', 'state', 'events behind', 'behind', 'parked', 'error']
    const lead =
      reason ??
      (leaders.length === 0
        ? 'no process projects now'
        : `projected by ${leaders.map(({ owner }) => owner).join(', ')}`)
    const cutLines = cuts.map(({ stream }) => `\nThe history of ${stream} was cut in the event store.`).join('')
    const plain = `${aligned([heads, ...generations.map(row)])}\nhead ${head}, ${lead}${cutLines}`
    const bigints = (_: string, value: unknown) => (typeof value === 'bigint' ? Number(value) : value)
    process.stdout.write(
      `${json ? JSON.stringify({ generations, leaders, head, cuts, refusal: reason ?? null }, bigints) : plain}\n`,
    )
    if (reason !== undefined || cuts.length > 0 || generations.some(({ state }) => state === 'failed'))
      process.exitCode = 1
  })
