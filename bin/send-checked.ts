import { randomUUID } from 'node:crypto'
import { rejectionSentence, textFor } from '../api/text/text.ts'
import { fieldErrors } from '../api/validation.ts'
import type { AnyDecider } from '../domain/decider.ts'
import type { Shop } from './open-shop.ts'
import { UserError } from './user-error.ts'

const actor = { id: 'command line', kind: 'import' } as const

type Asked = { readonly decider: AnyDecider; readonly id: string; readonly type: string; readonly data: object }

/** Checks and sends what whoever runs the shop asks for. @throws UserError when it is refused */
export const sendChecked = async ({ execute }: Pick<Shop, 'execute'>, { data, ...asked }: Asked): Promise<void> => {
  const text = textFor('en-GB')
  const parsed = asked.decider.commands[asked.type]?.safeParse(data, { reportInput: true })
  if (parsed?.success !== true) {
    const errors = parsed === undefined ? [] : fieldErrors(text, parsed.error)
    throw new UserError(errors.map(({ field, message }) => `--${field}: ${message}`).join('\n'))
  }
  const outcome = await execute({ ...asked, data: parsed.data, commandId: randomUUID(), actor, origin: 'live' })
  if (outcome.kind === 'rejected') throw new UserError(rejectionSentence(text, outcome.rejection))
}
