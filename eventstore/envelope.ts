import { v5 } from 'uuid'
import { currentSchema } from '../domain/upcasters.ts'
import type { Command } from './command.ts'
import type { JsonObject, Metadata, NewEvent } from './event-store.ts'
import { SubjectErased, seal } from './vault/seal.ts'
import type { Vault } from './vault/vault.ts'

type Place = { readonly stream: string; readonly at: Date; readonly digest: string }

const metadataOf = (command: Command, { at, digest }: Place): Omit<Metadata, 'schema' | 'subjects'> => ({
  at: at.toISOString(),
  origin: command.origin,
  actor: command.actor,
  command: command.type,
  commandId: command.commandId,
  commandDigest: digest,
  $correlationId: command.correlationId ?? command.commandId,
  $causationId: command.causationId ?? command.commandId,
})

/** The data with its personal part sealed; without it when its subject is erased and the event may do without. */
const sealedOrSpared = async (vault: Vault, id: string, data: JsonObject, maySpare: boolean): Promise<JsonObject> => {
  try {
    return await seal(vault, id, data)
  } catch (error) {
    if (!(error instanceof SubjectErased) || !maySpare) throw error
    const { personal: _ofTheErased, ...rest } = data
    return rest
  }
}

/**
 * Decided events as they are stored: an id that the same command always gives, the envelope, the personal part sealed.
 * Throws when the data is not what the frozen schema of its type says, which is a bug of the decider.
 */
export const toStored = (
  vault: Vault,
  command: Command,
  place: Place,
  decided: readonly { readonly type: string; readonly data: unknown }[],
): Promise<NewEvent[]> => {
  const metadata = metadataOf(command, place)
  return Promise.all(
    decided.map(async ({ type, data }, index) => {
      // With the digest: another command under the same id is no repeat of this one, on no engine and from no process.
      const id = v5(`${place.stream}/${place.digest}/${index}`, command.commandId)
      const parsed = command.decider.events[type]?.parse(data) as JsonObject
      const stored = await sealedOrSpared(vault, id, parsed, command.decider.spared?.includes(type) === true)
      const subject = (stored['personal'] as { readonly subject: string } | undefined)?.subject
      const subjects = subject === undefined ? {} : { subjects: [subject] }
      return {
        id,
        type,
        data: stored,
        metadata: { ...metadata, schema: currentSchema(type), ...subjects },
      }
    }),
  )
}
