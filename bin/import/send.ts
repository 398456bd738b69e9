import type { Answer } from '../answer.ts'
import type { ImportCommand } from './command.ts'

/** Takes a command to its decider. May throw when the store is out of reach; that ends the import. */
export type Send = (command: ImportCommand) => Promise<Answer>

type Sending = {
  readonly send: Send
  readonly onAnswer: (command: ImportCommand, answer: Answer) => void
  readonly inFlight: number
  readonly signal: AbortSignal
}

/** Where things of the file belong, of which the shop may have some already. */
export const isPlace = ({ category }: ImportCommand): boolean => category === 'store' || category === 'warehouse'

const streamOf = ({ category, id }: ImportCommand) => `${category}-${id}`

/**
 * Sends commands in order, up to `inFlight` of them at a time, but those of one stream one after the other. Once the
 * signal is aborted, or a command failed, nothing more is sent; it returns when all that was sent is answered.
 * @throws what `send` threw first.
 */
export const sendAll = async (commands: readonly ImportCommand[], { send, onAnswer, inFlight, signal }: Sending) => {
  const tails = new Map<string, Promise<void>>()
  const failures: unknown[] = []
  const isOver = () => signal.aborted || failures.length > 0
  const sendAfter = async (tail: Promise<void> | undefined, command: ImportCommand) => {
    await tail
    if (isOver()) return
    try {
      onAnswer(command, await send(command))
    } catch (error) {
      failures.push(error)
    }
  }
  // All workers draw from one iterator; taking a command and queueing behind its stream is one step.
  const queue = commands.values()
  const work = async () => {
    for (const command of queue) {
      if (isOver()) return
      const stream = streamOf(command)
      const sent = sendAfter(tails.get(stream), command)
      tails.set(stream, sent)
      await sent
      if (tails.get(stream) === sent) tails.delete(stream)
    }
  }
  await Promise.all(Array.from({ length: inFlight }, work))
  if (failures.length > 0) throw failures[0]
}

/** Sends a plan. What is sold at a store or lies in a warehouse is decided by whether there is one: these come first. @throws as `sendAll` */
export const sendPlanned = async (commands: readonly ImportCommand[], sending: Sending): Promise<void> => {
  await sendAll(commands.filter(isPlace), sending)
  await sendAll(
    commands.filter(command => !isPlace(command)),
    sending,
  )
}
