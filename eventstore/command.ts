import type { Actor, AnyDecider, MessageOf, Rejection, Schemas } from '../domain/decider.ts'
import type { Origin } from './event-store.ts'
import type { OpenedEvent } from './load.ts'

export type Command = {
  readonly decider: AnyDecider
  readonly id: string
  readonly type: string
  /** Already parsed by the command's schema. */
  readonly data: unknown
  /** A UUID from the caller; the same id again gives the first outcome. */
  readonly commandId: string
  /** The caller made the id and may send the command again: then also an outcome without events is that of the first time. */
  readonly mayComeAgain?: boolean
  readonly actor: Actor
  readonly origin: Origin
  /** When it happened, for imports; now otherwise. */
  readonly at?: Date
  /** Revision the caller looked at (If-Match); without it the command is decided on whatever is there. */
  readonly expected?: number
  readonly correlationId?: string
  readonly causationId?: string
}

export type Outcome =
  /** `position`: token to wait for, undefined when there was nothing to do. `repeated`: done by an earlier call. */
  | {
      readonly kind: 'done'
      readonly revision: number
      readonly position: string | undefined
      readonly repeated: boolean
    }
  | { readonly kind: 'rejected'; readonly rejection: Rejection }
  /** Somebody changed the same fields since `expected`. */
  | {
      readonly kind: 'conflict'
      readonly revision: number
      readonly paths: readonly string[]
      readonly since: readonly OpenedEvent[]
    }

/** The one way to change anything; see `createExecute`. */
export type Execute = (command: Command) => Promise<Outcome>

/** The command that takes another one back, which `undoes` names; whoever sends it adds who they are. */
export type Compensation = Omit<Command, 'actor' | 'origin'> & { readonly undoes: string; readonly expected: number }

/**
 * Finds the command that takes back the one that made the event at a revision, or says why there is none; see
 * `createFindUndo`.
 */
export type FindUndo = (
  thing: Pick<Command, 'decider' | 'id'> & { readonly revision: number },
) => Promise<Compensation | Rejection>

/** The events that a command would come to at this moment, or why it would be refused. Appends nothing. */
export type Foresee = (command: Command) => Promise<readonly MessageOf<Schemas>[] | Rejection>
