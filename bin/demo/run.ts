import { deciderOf } from '../../domain/index.ts'
import type { Answer } from '../answer.ts'
import { adapted, type Know } from './adapt.ts'
import type { DemoCommand } from './command.ts'

type Run = {
  readonly commands: readonly DemoCommand[]
  /** Takes a command to its decider; may throw when the store is out of reach. */
  readonly send: (command: DemoCommand) => Promise<Answer>
  readonly know: Know
  readonly onProgress?: (done: number, total: number) => void
  /** How many commands are under way at a time. */
  readonly inFlight?: number
}

/** The stream a command writes, and those it reads its facts from or follows. */
const streamsOf = ({ category, id, type, data, adapt, behind = [] }: DemoCommand) => {
  const decider = deciderOf(category)
  const facts = decider?.facts?.[type]?.(data, id, decider.initial) ?? []
  const asked = adapt?.kind === 'amount' ? [`order-${adapt.order}`] : []
  const read = [...facts.map(({ fact, id }) => `${fact.category}-${id}`), ...asked, ...behind]
  return { written: `${category}-${id}`, read }
}

type Sent = Promise<unknown>

/** What was last sent to a stream: who wrote it, and who has read it since. */
const inTurn = () => {
  const writers = new Map<string, Sent>()
  const readers = new Map<string, Sent[]>()
  return {
    /** Those that a command has to wait for: readers do not wait for each other. */
    before: ({ written, read }: ReturnType<typeof streamsOf>): readonly Sent[] => [
      ...[written, ...read].flatMap(stream => writers.get(stream) ?? []),
      ...(readers.get(written) ?? []),
    ],
    note: ({ written, read }: ReturnType<typeof streamsOf>, sent: Sent): void => {
      writers.set(written, sent)
      readers.delete(written)
      for (const stream of read) {
        const since = readers.get(stream) ?? []
        since.push(sent)
        readers.set(stream, since)
      }
    },
  }
}

/**
 * A command that had nothing to do leaves no trace, so when it is sent again its stream has gone on. Nobody but the plan
 * writes there, in order: what comes too late was answered in an earlier run.
 */
const isBehind = ({ code }: Exclude<Answer, string>): boolean => code === 'TimeGoesBack'

/** What depends on how things stand is sent again as they stand now: it was answered as they stood then. */
const wasAdapted = ({ code }: Exclude<Answer, string>, { adapt }: DemoCommand): boolean =>
  adapt !== undefined && code === 'CommandIdReused'

/**
 * Sends a plan. Commands that meet in a stream are sent one after the other unless both only read it: an order has the price
 * its product had then. The same plan may be sent again, also after a stop.
 * @throws Error for the first command that is refused (a bug of the plan, or a shop that is not empty), and what `send`
 * throws; by then nothing is under way any more.
 */
export const runDemo = async ({ commands, send, know, onProgress, inFlight = 64 }: Run): Promise<void> => {
  const turns = inTurn()
  const underWay = new Set<Promise<void>>()
  const failures: unknown[] = []
  let done = 0
  const sendAfter = async (before: readonly Promise<unknown>[], command: DemoCommand) => {
    await Promise.all(before)
    if (failures.length > 0) return
    const data = await adapted(command, know)
    const answer = data === undefined ? 'known' : await send({ ...command, data })
    if (typeof answer === 'object' && !isBehind(answer) && !wasAdapted(answer, command))
      throw new Error(`${command.type} ${command.id} was refused: ${answer.rejected}`)
    done += 1
    onProgress?.(done, commands.length)
  }
  for (const command of commands) {
    const streams = streamsOf(command)
    const sent = sendAfter(turns.before(streams), command)
      .catch((error: unknown) => failures.push(error))
      .then(() => void underWay.delete(sent))
    turns.note(streams, sent)
    underWay.add(sent)
    if (underWay.size >= inFlight) await Promise.race(underWay)
    if (failures.length > 0) break
  }
  await Promise.all(underWay)
  if (failures.length > 0) throw failures[0]
}
