import { v5 } from 'uuid'
import { rejectionSentence, textFor } from '../api/text/text.ts'
import type { Actor } from '../domain/decider.ts'
import { deciderOf } from '../domain/index.ts'
import { untilAnswered } from '../eventstore/busy.ts'
import type { Execute } from '../eventstore/command.ts'
import type { Origin } from '../eventstore/event-store.ts'
import type { Answer } from './answer.ts'

/** Namespace of the ids of planned commands: the same key gives the same command id on every machine. */
const PLANNED = '6f1d0f5e-3a52-5b0e-9d0a-6f2f4f0c7a11'

type Planned = {
  readonly category: string
  readonly id: string
  readonly type: string
  readonly data: unknown
  readonly at: Date
  readonly key: string
}

/** Sends planned commands (an import's, the demo shop's) at the time they happened, under ids made from their keys. */
export const recorder = (execute: Execute, origin: Exclude<Origin, 'live'>, actor: Actor) => {
  const send = untilAnswered(execute)
  return async ({ category, id, type, data, at, key }: Planned): Promise<Answer> => {
    const decider = deciderOf(category)
    if (decider === undefined) throw new Error(`no aggregate ${category}`)
    const parsed = decider.commands[type]?.parse(data)
    const outcome = await send({ decider, id, type, data: parsed, at, origin, actor, commandId: v5(key, PLANNED) })
    if (outcome.kind === 'rejected') {
      const { rejection } = outcome
      return { rejected: rejectionSentence(textFor('en'), rejection), code: rejection.code }
    }
    return outcome.kind === 'done' && (outcome.repeated || outcome.position === undefined) ? 'known' : 'stored'
  }
}
