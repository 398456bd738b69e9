import type { BulkRun } from '../../domain/bulk-run.ts'
import { bulkActionOf } from '../../domain/index.ts'
import type { JsonObject } from '../event-store.ts'
import { openReadable, seal, sealedPart } from '../vault/seal.ts'
import type { Vault } from '../vault/vault.ts'

const subjectOf = (id: string): string => `bulk-${id}`

/** What was asked as it is kept: under a key of its own where it may say something of a person. */
export const sealAsked = async (
  vault: Vault,
  { id, category, action }: Pick<BulkRun, 'id' | 'category' | 'action'>,
  asked: unknown,
): Promise<unknown> => {
  if (bulkActionOf(category, action ?? '')?.isPersonal !== true) return asked
  return seal(vault, id, { personal: { subject: subjectOf(id), value: asked as JsonObject } })
}

const isSealed = (asked: unknown): asked is JsonObject =>
  typeof asked === 'object' && asked !== null && sealedPart(asked as JsonObject) !== undefined

/** A run with what was asked; null where it is gone. */
export const openAsked = async <Run extends BulkRun>(vault: Pick<Vault, 'keys'>, run: Run): Promise<Run> => {
  if (!isSealed(run.asked)) return run
  const keys = await vault.keys([subjectOf(run.id)])
  const { personal } = openReadable(keys, { id: run.id, data: run.asked })
  return { ...run, asked: (personal as { readonly value: unknown }).value }
}

/** Makes what was asked unreadable, in every backup too: the run has ended. */
export const forgetAsked = async (
  vault: Pick<Vault, 'destroy'>,
  { id, category, action }: Pick<BulkRun, 'id' | 'category' | 'action'>,
) => {
  if (bulkActionOf(category, action ?? '')?.isPersonal === true) await vault.destroy(subjectOf(id))
}
