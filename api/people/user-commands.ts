import { user } from '../../domain/people/user.ts'
import type { ServerDependencies } from '../server-dependencies.ts'

type Noted =
  | 'AcceptInvitation'
  | 'RecordPassword'
  | 'RecordSecondFactor'
  | 'RecordNoSecondFactor'
  | 'RecordPasskey'
  | 'RecordPasskeyRemoved'

/** Notes in the log what somebody did with their own account, and waits until it is seen. */
export const noteOf = async (
  { execute, newId, readSide }: ServerDependencies,
  id: string,
  type: Noted,
  data: object = {},
): Promise<void> => {
  const actor = { id, kind: 'user' } as const
  const outcome = await execute({ decider: user, id, type, data, commandId: newId(), actor, origin: 'live' })
  if (outcome.kind === 'done' && outcome.position !== undefined)
    await readSide.waitFor(outcome.position, { category: 'user', id }, 2_000)
}
