import { ClockWrong, NotOfThisLog, UnknownOutcome } from '../eventstore/event-store.ts'
import type { Dependency } from './page.ts'
import { type Problem, problem } from './problem.ts'
import type { Text } from './text/text.ts'
import { isDiskFull, isUnavailable } from './unavailable.ts'

/** Tells a program when to come back; a person's form is there again at once. */
export const RETRY_AFTER_SECONDS = '1'

/** What an error says about the shop's dependencies, as a 503; undefined when it is about something else. */
export const outageProblem = (text: Text, error: unknown): Problem | undefined => {
  if (error instanceof UnknownOutcome)
    return problem(text, 503, 'UnknownOutcome', text('problem.detail.unknownOutcome'))
  if (error instanceof ClockWrong) {
    const { ours, theirs } = error
    return problem(text, 503, 'ClockWrong', text('problem.detail.clock', { ours, theirs }))
  }
  if (error instanceof NotOfThisLog) return problem(text, 503, 'NotOfThisLog', text('problem.detail.notOfThisLog'))
  if (isDiskFull(error)) return problem(text, 503, 'DiskFull', text('problem.detail.lost.disk'))
  return isUnavailable(error) ? problem(text, 503, 'Unavailable', text('problem.detail.unavailable')) : undefined
}

/** Why no command is taken now; undefined when all is well, or when a command finds out better by itself (the clock). A full disk comes first: it may be why the database is gone. */
export const lostProblem = (text: Text, lost: readonly Dependency[]): Problem | undefined => {
  if (lost.includes('disk')) return problem(text, 503, 'DiskFull', text('problem.detail.lost.disk'))
  if (lost.includes('database')) return problem(text, 503, 'DatabaseLost', text('problem.detail.lost.database'))
  if (lost.includes('eventStore')) return problem(text, 503, 'EventStoreLost', text('problem.detail.lost.eventStore'))
  if (lost.includes('leader')) return problem(text, 503, 'EventStoreLost', text('problem.detail.lost.leader'))
  return undefined
}
