import type { BulkItem, BulkRun } from '../../domain/bulk-run.ts'
import { bulkActionOf } from '../../domain/index.ts'
import type { CommandRoute } from '../commands.ts'
import { recordDeed } from '../deeds.ts'
import type { ServerDependencies } from '../server-dependencies.ts'
import { UNDO_PATH } from '../undo.ts'

type Recording = Pick<ServerDependencies, 'auditing'> & { readonly commands: readonly CommandRoute[] }

/** The address to which a command of a run is sent for one thing. */
const sentTo = (commands: readonly CommandRoute[], { category, action, undoes }: BulkRun): string => {
  if (undoes !== null) return UNDO_PATH
  const name = bulkActionOf(category, action ?? '')?.command
  return commands.find(({ decider, command }) => decider.category === category && command === name)?.path ?? ''
}

/** Records that a rule said no to one of the things of a run, as if its owner had sent that one command. @throws AccessNotRecorded */
export const recordRefusedItem = async (
  { auditing, commands }: Recording,
  run: BulkRun,
  { id, why }: BulkItem,
): Promise<void> => {
  // What others have changed since is no rule's matter, here as there.
  if (why === null || why.code === 'ChangedSince') return
  const path = `/api${sentTo(commands, run)}`
  const where = path.includes(':id') ? { params: { id } } : { params: {} }
  const thing = path.includes(':id') ? {} : { thing: `${run.category}-${id}` }
  const facts = { code: why.code, ...thing, run: run.id }
  await recordDeed({ auditing }, { kind: 'refused', by: run.by, path, ...where, facts })
}
