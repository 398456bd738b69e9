import { v5 } from 'uuid'
import { deciderOf } from '../domain/index.ts'
import { isBusy } from './busy.ts'
import type { Execute } from './command.ts'
import type { ReactState } from './react-state.ts'

/** A command to a thing that is due at a moment, as the timers read model has it. */
export type Timer = {
  /** Of the event which set it. */
  readonly eventId: string
  readonly correlationId: string
  readonly dueAt: Date
  readonly category: string
  readonly id: string
  readonly command: string
  readonly data: object
}

/**
 * Sends the commands of due timers. Only the leader calls this, and only when it is caught up: a timer that a later
 * event took back is then gone from the list. The command id comes from the event that set the timer, so that firing
 * twice is the same as once; the outcome is kept outside what a rebuild resets.
 * @returns how many were fired.
 */
export const fireTimers = async (
  execute: Execute,
  state: Pick<ReactState, 'recordTimer'>,
  due: readonly Timer[],
): Promise<number> => {
  for (const timer of due) {
    const decider = deciderOf(timer.category)
    if (decider === undefined) throw new Error(`timer ${timer.eventId} is for unknown ${timer.category}`)
    const outcome = await execute({
      decider,
      id: timer.id,
      type: timer.command,
      data: decider.commands[timer.command]?.parse(timer.data),
      commandId: v5('timer', timer.eventId),
      actor: { id: 'timers', kind: 'timer' },
      origin: 'live',
      correlationId: timer.correlationId,
      causationId: timer.eventId,
    })
    // No answer yet: it is still due.
    if (isBusy(outcome)) continue
    await state.recordTimer(timer.eventId, outcome.kind === 'done' ? { kind: 'done' } : outcome)
  }
  return due.length
}
