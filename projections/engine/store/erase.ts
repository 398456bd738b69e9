import type { ClientBase } from 'pg'
import type { RecordedEvent } from '../../../eventstore/event-store.ts'
import type { AnyProjection } from '../model/projection.ts'
import { quote, schemaName } from './generation-schema.ts'
import type { ProjectedGeneration } from './projected-generation.ts'
import { type GenerationId, type PersonalColumns, personalColumnsOf } from './registry.ts'

/** The events by which a subject is erased: the subject from the aggregate's id. */
export type Erasures = Readonly<Record<string, (id: string) => string>>

/** The subjects that a batch erases. */
export const erasedIn = (events: readonly RecordedEvent[], erasures: Erasures): string[] =>
  events.flatMap(({ type, stream }) => {
    const erase = Object.hasOwn(erasures, type) ? erasures[type] : undefined
    return erase === undefined ? [] : [erase(stream.slice(stream.indexOf('-') + 1))]
  })

/** Whether an erasure concerns this read model. */
export const holdsPersonal = (projection: AnyProjection): boolean => personalColumnsOf(projection).length > 0

/**
 * Clears the personal columns of the subjects in every generation of the read models, whatever its state or version, by
 * what the registry knows of their columns. A rebuild clears only its own: the leader has cleared the others.
 * Runs in the transaction of the batch, after its writes.
 */
export const eraseSubjects = async (
  client: ClientBase,
  generations: readonly ProjectedGeneration[],
  subjects: readonly string[],
  reach: 'every generation' | 'own generation',
): Promise<void> => {
  const concerned = generations.filter(({ projection }) => personalColumnsOf(projection).length > 0)
  if (subjects.length === 0 || concerned.length === 0) return
  const { rows } = await client.query<GenerationId & { personal: PersonalColumns }>(
    'select model, version, generation, personal from projections.generation where model = any($1) order by 1, 2, 3',
    [concerned.map(({ id }) => id.model)],
  )
  const own = new Set(concerned.map(({ schema }) => schema))
  for (const { model, version, generation, personal } of rows) {
    const schema = schemaName(model, version, generation)
    if (reach === 'own generation' && !own.has(schema)) continue
    for (const { table, subject, columns } of personal) {
      const place = `${quote(schema)}.${quote(table)}`
      const sets = columns.map(column => `${quote(column)} = null`).join(', ')
      await client.query(`update ${place} set ${sets} where ${quote(subject)} = any($1)`, [subjects])
    }
  }
}
