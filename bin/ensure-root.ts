import { v5 } from 'uuid'
import { deciderOf } from '../domain/index.ts'
import { rootCommands } from '../domain/people/root.ts'
import { untilAnswered } from '../eventstore/busy.ts'
import type { Execute } from '../eventstore/command.ts'
import { UserError } from './user-error.ts'

/** Namespace of the ids of its commands: two servers that start at once send the same ones. */
const STARTING = '2d1b6d52-5a0c-5c57-8f39-3b0f5d1f1c55'

/** Makes the root role and the root group where there are none. Sent again, it adds nothing. */
export const ensureRoot = async (execute: Execute): Promise<void> => {
  const send = untilAnswered(execute)
  for (const { category, id, type, data } of rootCommands) {
    const decider = deciderOf(category)
    if (decider === undefined) throw new Error(`no aggregate ${category}`)
    const commandId = v5(`${category}-${id}`, STARTING)
    const actor = { id: 'start', kind: 'process' } as const
    const outcome = await send({ decider, id, type, data, commandId, actor, origin: 'live' })
    if (outcome.kind === 'rejected')
      throw new UserError(`The ${category} of administrators can not be made: ${outcome.rejection.code}.`)
  }
}
