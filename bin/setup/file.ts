import { z } from 'zod'
import { textFor } from '../../api/text/text.ts'
import { fieldErrors } from '../../api/validation.ts'
import { UserError } from '../user-error.ts'
import { setUpKinds } from './kinds.ts'

const MOST_COMMANDS = 10_000

const File = z.strictObject({
  format: z.literal('daybook settings'),
  version: z.literal(1),
  commands: z
    .array(
      z.strictObject({ thing: z.string(), id: z.string().min(1).max(255), command: z.string(), data: z.unknown() }),
    )
    .max(MOST_COMMANDS),
})

/** One line of a set-up: a command of a thing, its data parsed by the command's schema. */
export type Line = z.infer<typeof File>['commands'][number]

/** The text of a file with these lines. */
export const fileText = (commands: readonly Line[]): string =>
  `${JSON.stringify({ format: 'daybook settings', version: 1, commands }, null, 2)}\n`

const parsed = (line: Line, index: number): Line | string => {
  const where = `Command ${index + 1} (${line.thing} ${line.id})`
  const decider = setUpKinds.find(({ decider }) => decider.category === line.thing)?.decider
  if (decider === undefined) return `${where}: no shop is set up with this.`
  const schema = Object.hasOwn(decider.commands, line.command) ? decider.commands[line.command] : undefined
  if (schema === undefined) return `${where}: there is no command ${line.command}.`
  const data = schema.safeParse(line.data, { reportInput: true })
  if (data.success) return { ...line, data: data.data }
  const errors = fieldErrors(textFor('en-GB'), data.error).map(({ field, message }) => `${field}: ${message}`)
  return `${where}: ${errors.join(' ')}`
}

const jsonIn = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    throw new UserError('This is no file that daybook settings export has written: it is not JSON.')
  }
}

/** The lines of a file, each of them what its command takes. @throws UserError that names every one that is not */
export const linesOf = (text: string): readonly Line[] => {
  const file = File.safeParse(jsonIn(text))
  if (!file.success)
    throw new UserError(`This is no file that daybook settings export has written: ${z.prettifyError(file.error)}`)
  const lines = file.data.commands.map(parsed)
  const wrong = lines.filter(line => typeof line === 'string')
  if (wrong.length > 0) throw new UserError(wrong.join('\n'))
  return lines.filter(line => typeof line !== 'string')
}
