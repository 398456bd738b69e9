import { basename } from 'node:path'
import type { Answer } from '../answer.ts'
import { UserError } from '../user-error.ts'
import type { ImportCommand } from './command.ts'
import { misfitCommand } from './fit.ts'
import { type Plan, planImport } from './plan.ts'
import { readLines } from './read-lines.ts'
import { type Report, reportOf } from './report.ts'
import { isPlace, type Send, sendPlanned } from './send.ts'

export type Progress = {
  readonly done: number
  readonly total: number
  readonly perSecond: number
  readonly secondsLeft: number
}

type Import = {
  readonly file: string
  readonly send: Send
  readonly onProgress?: (progress: Progress) => void
  /** Aborted when the person at the keyboard has enough; what is under way is finished. */
  readonly signal?: AbortSignal
  /** How many commands are under way at a time. */
  readonly inFlight?: number
}

const STEP = 500

const progressOf = (done: number, total: number, startedAt: number): Progress => {
  const perSecond = done / Math.max((performance.now() - startedAt) / 1000, 0.001)
  return { done, total, perSecond, secondsLeft: done === 0 ? 0 : (total - done) / perSecond }
}

const refuseMisfits = (file: string, { commands }: Plan): void => {
  const found = misfitCommand(commands)
  if (found === undefined) return
  const { command, problem } = found
  const first = command.lines[0]
  const place = first === undefined ? command.key : `line ${first} (${command.key})`
  throw new UserError(`${basename(file)}: ${place} can not be kept, ${problem} Nothing was imported.`)
}

/** A store or a warehouse that was opened later than the file begins is there as well. */
const unlessLater = (answer: Answer): Answer =>
  typeof answer === 'object' && answer.code === 'TimeGoesBack' ? 'known' : answer

/**
 * Imports Online Retail or Online Retail II. The whole file is read and planned, and every command held to its schema,
 * before the first is sent, so that a damaged or wrong one leaves nothing behind. The same file may be imported again,
 * also after a stop: its commands have the same keys, and answer `known`.
 * @throws UserError in one line for a file that can not be imported, and what `send` throws.
 */
export const runImport = async ({ file, send, onProgress, signal, inFlight = 128 }: Import): Promise<Report> => {
  const plan = planImport(await readLines(file))
  refuseMisfits(file, plan)
  const answers = new Map<ImportCommand, Answer>()
  const total = plan.commands.length
  const startedAt = performance.now()
  const onAnswer = (command: ImportCommand, answer: Answer) => {
    answers.set(command, answer)
    if (answers.size % STEP === 0 || answers.size === total) onProgress?.(progressOf(answers.size, total, startedAt))
  }
  await sendPlanned(plan.commands, {
    send,
    onAnswer: (command, answer) => onAnswer(command, isPlace(command) ? unlessLater(answer) : answer),
    inFlight,
    signal: signal ?? new AbortController().signal,
  })
  return reportOf(file, plan, answers)
}
