import type { z } from 'zod'
import type { Decider, Rejection, Schemas } from './decider.ts'

/**
 * One command for each of many things. A person is asked once; the data of the command may depend on the thing as it is.
 * `Command` is its name.
 */
export type BulkAction<Command extends string = string> = {
  readonly command: Command
  /** What a person is asked. */
  readonly asks: z.ZodType
  /** It may say something of a person. */
  readonly isPersonal?: true
  /**
   * What the command takes, or why it can not be sent to this thing.
   * @param state of the thing
   * @param id of the thing
   * @param asked has been parsed by `asks`
   */
  readonly dataFor: (state: unknown, asked: unknown, id: string) => unknown
}

/** The actions of an aggregate, by their names. */
export type BulkActions = Readonly<Record<string, BulkAction>>

/** Makes the actions of an aggregate, typed by its decider. */
export const bulkOf = <State, C extends Schemas, E extends Schemas>({ commands }: Decider<State, C, E>) => ({
  /** The same command for every thing, asked for as it is. */
  same: <Command extends keyof C & string>(command: Command): BulkAction<Command> => {
    const asks: z.ZodType | undefined = commands[command]
    if (asks === undefined) throw new Error(`there is no command ${command}`)
    return { command, asks, dataFor: (_state, asked) => asked }
  },
  /** A command whose data follow from each thing and what was asked. */
  each: <Command extends keyof C & string, Asks extends z.ZodType>(
    command: Command,
    asks: Asks,
    dataFor: (state: State, asked: z.infer<Asks>, id: string) => z.input<C[Command]> | Rejection,
  ): BulkAction<Command> => ({
    command,
    asks,
    // It is given the state of its own aggregate, and nothing that `asks` has not parsed.
    dataFor: dataFor as BulkAction['dataFor'],
  }),
})
