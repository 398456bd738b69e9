import type { ClientBase } from 'pg'
import { isUnreadable } from '../../../domain/shared/personal.ts'
import type { AnyProjection, Tables } from '../model/projection.ts'
import { schemaName } from './generation-schema.ts'
import type { GenerationId, GenerationState } from './registry.ts'
import { type RowStore, rowStore } from './rows.ts'

/** A generation being projected by this process. */
export type ProjectedGeneration = {
  readonly id: GenerationId
  readonly projection: AnyProjection
  readonly schema: string
  readonly stores: ReadonlyMap<string, RowStore>
  /** Sequences that are parked, as of the last commit. */
  parked: ReadonlySet<string>
  /** Not read yet. */
  isBuilding: boolean
}

export const openGeneration = async (
  client: ClientBase,
  projection: AnyProjection,
  { model, version, generation, state }: GenerationId & { readonly state: GenerationState },
): Promise<ProjectedGeneration> => {
  const id = { model, version, generation }
  const schema = schemaName(model, version, generation)
  const tables: Tables = projection.tables
  const stores = new Map(Object.entries(tables).map(([name, table]) => [name, rowStore(schema, name, table)]))
  const parked = await parkedSequences(client, id)
  return { id, projection, schema, stores, parked, isBuilding: state === 'building' }
}

/** The sequences of a generation that a handler or a column has refused; not those that only wait for a lost key. */
export const faultySequences = async (
  client: ClientBase,
  { model, version, generation }: GenerationId,
): Promise<Set<string>> => {
  const { rows } = await client.query<{ sequence: string; error: string }>(
    `select sequence, error from projections.parked
     where (model, version, generation) = ($1, $2, $3) and error is not null`,
    [model, version, generation],
  )
  return new Set(rows.filter(({ error }) => !isUnreadable(error)).map(({ sequence }) => sequence))
}

/** The sequences of a generation that have events set aside. */
export const parkedSequences = async (
  client: ClientBase,
  { model, version, generation }: GenerationId,
): Promise<Set<string>> => {
  const { rows } = await client.query<{ sequence: string }>(
    'select distinct sequence from projections.parked where (model, version, generation) = ($1, $2, $3)',
    [model, version, generation],
  )
  return new Set(rows.map(({ sequence }) => sequence))
}
