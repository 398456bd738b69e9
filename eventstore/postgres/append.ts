import { setTimeout as delay } from 'node:timers/promises'
import { DatabaseError, type Pool, type PoolClient } from 'pg'
import type { Admitted } from '../admissible.ts'
import { type AppendOutcome, LogUnavailable, UnknownOutcome } from '../event-store.ts'
import type { Result } from './group-commit.ts'
import { positionOf } from './read.ts'

/** A silent server makes an outcome unknown after this time. */
const ANSWER_MS = 5_000
const BACKOFF_MS = [50, 250, 1_000]

type Row = { readonly stored: boolean[]; readonly revisions: string[]; readonly positions: (string | null)[] }
type Call = (batch: readonly Admitted[]) => Promise<AppendOutcome[]>

export type Appender = {
  /** Appends a batch in one call. When it fails, each append is repeated alone, with the same ids. Never throws. */
  readonly append: (batch: readonly Admitted[]) => Promise<readonly Result[]>
  readonly close: () => void
}

/** Holds one connection of the pool for itself, so that appends never queue behind reads. */
export const appender = (pool: Pool, schema: string): Appender => {
  let held: PoolClient | undefined
  const drop = (client: PoolClient | undefined) => {
    if (client === undefined || client !== held) return
    held = undefined
    client.release(true)
  }
  const connect = async () => {
    const client = await pool.connect()
    client.on('error', () => drop(client))
    return client
  }
  const call: Call = async batch => {
    const client = (held ??= await connect())
    try {
      const { rows } = await client.query<Row>(queryOf(schema, batch))
      return outcomesOf(rows[0])
    } catch (error) {
      // After a lost answer the connection may still be about to get it.
      if (isTransient(error)) drop(client)
      throw error
    }
  }
  return { append: batch => appendPatiently(call, batch), close: () => drop(held) }
}

const appendPatiently = async (call: Call, batch: readonly Admitted[]): Promise<readonly Result[]> => {
  try {
    return (await call(batch)).map(outcome => ({ outcome }))
  } catch (error) {
    // One append may have failed them all. Patience is shared, so that an outage does not hold each one in turn.
    const waits = [...BACKOFF_MS]
    const results: Result[] = []
    for (const admitted of batch) {
      const last = results.at(-1)
      const isOut = last !== undefined && 'error' in last && last.error instanceof UnknownOutcome
      results.push(isOut ? last : await appendAlone(call, admitted, waits, isTransient(error) ? error : undefined))
    }
    return results
  }
}

const inDoubt = (cause: unknown) => new UnknownOutcome('the log did not answer', { cause })

const appendAlone = async (call: Call, admitted: Admitted, waits: number[], doubt?: unknown): Promise<Result> => {
  try {
    const [outcome] = await call([admitted])
    return outcome === undefined ? { error: new Error('the log gave no outcome') } : { outcome }
  } catch (error) {
    // The database has refused it for good and rolled back: that is a bug or a broken set-up, not a doubt.
    // After a try whose answer was lost it is still a doubt: that one may have been stored.
    if (!isTransient(error)) return { error: doubt === undefined ? refused(error) : inDoubt(doubt) }
    const wait = waits.shift()
    if (wait === undefined) return { error: inDoubt(error) }
    await delay(wait)
    return appendAlone(call, admitted, waits, error)
  }
}

// Connection trouble, resources, deadlock and lock time-outs, cancelled or shut down; all that is no answer of Postgres.
// A full disk is none of these: it refuses for sure, and takes longer than any patience.
const isTransient = (error: unknown) =>
  !(error instanceof DatabaseError) || (/^(?:08|40|53|55P03|57)/.test(error.code ?? '') && !isDiskFull(error))
const isDiskFull = (error: unknown) => error instanceof DatabaseError && error.code === '53100'

const refused = (error: unknown) =>
  isDiskFull(error) ? new LogUnavailable('there is no space left for the log', { cause: error }) : error

const queryOf = (schema: string, batch: readonly Admitted[]) => ({
  name: `${schema}-append`,
  text: `
    select * from ${schema}.append(
      string_to_array($1, E'\\n'), $2::int[], $3::bigint[], $4::int[],
      $5::uuid[], string_to_array($6, E'\\n'), string_to_array($7, E'\\n'), string_to_array($8, E'\\n'))`,
  values: valuesOf(batch),
  query_timeout: ANSWER_MS,
})

// Neither names nor JSON text contain a line feed, so lines are the cheapest form: nothing to escape on either side.
const lines = (texts: readonly string[]) => texts.join('\n')
const list = (items: readonly (string | number)[]) => `{${items.join()}}`

const valuesOf = (batch: readonly Admitted[]): string[] => {
  const numbers = new Map<string, number>()
  for (const { append } of batch) if (!numbers.has(append.stream)) numbers.set(append.stream, numbers.size + 1)
  const appends = batch.map(({ append }) => append)
  const events = appends.flatMap(append => append.events)
  return [
    lines([...numbers.keys()]),
    list(appends.map(({ stream }) => numbers.get(stream) ?? 0)),
    list(appends.map(({ expected }) => (expected === 'no_stream' ? -1 : expected))),
    list(appends.map(append => append.events.length)),
    list(events.map(({ id }) => id)),
    lines(events.map(({ type }) => type)),
    lines(batch.flatMap(({ data }) => data)),
    lines(batch.flatMap(({ metadata }) => metadata)),
  ]
}

const outcomesOf = (row: Row | undefined): AppendOutcome[] =>
  (row?.stored ?? []).map((isStored, index) => {
    const revision = Number(row?.revisions[index])
    const position = row?.positions[index]
    return isStored && typeof position === 'string'
      ? { kind: 'stored', revision, position: positionOf(position) }
      : { kind: 'conflict', actual: revision }
  })
