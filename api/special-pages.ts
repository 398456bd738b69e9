import type { Session } from '../people/account.ts'
import type { Passkey } from '../people/passkey.ts'
import type { ReadSideStatus } from '../projections/engine/run/status.ts'
import type { Auditing } from './auditing.ts'
import type { BulkReading } from './bulk/runs.ts'
import type { EventStory } from './event-story.ts'
import type { Operator } from './operator.ts'
import type { Page, PageContext } from './page.ts'
import type { Pasts } from './pasts.ts'
import type { StreamMoments } from './stream-history.ts'

/** What pages of auditors read beside what every page knows. */
export type AuditContext = PageContext & {
  /** All events of one aggregate, with what it was after each. */
  readonly moments: (category: string, id: string) => Promise<StreamMoments | undefined>
  /** The event at a position, with as much of it as the viewer may see; undefined when there is none. */
  readonly event: (position: string) => Promise<EventStory | undefined>
  /** Shops as of a moment. A page only lists them. */
  readonly pasts: Pick<Pasts, 'list'>
  /** Exports, seals, verifications and accesses. A page only reads them. */
  readonly auditing: Pick<Auditing, 'listAccesses' | 'listExports' | 'proofOf' | 'sealStatus' | 'verifications'>
}

/** What pages of operators read beside what every page knows. */
export type OperationsContext = PageContext & {
  /** How far every read model is, who projects, and where the log ends. */
  readonly readSideStatus: () => Promise<ReadSideStatus>
  /** Jobs and parked events. A page only reads them. */
  readonly operator: Pick<Operator, 'models' | 'jobs' | 'parked'>
  /** Whether what is projected is sealed. */
  readonly auditing: Pick<Auditing, 'sealStatus'>
}

/** What pages about many things at once read beside what every page knows. */
export type BulkContext = PageContext & { readonly bulk: BulkReading }

/** What the page of one's own second factor shows. */
export type FactorState = { readonly passkeys: readonly Passkey[] } & (
  | { readonly isOn: true; readonly codesLeft: number }
  | {
      readonly isOn: false
      /** For an authenticator, as people type it. */
      readonly secret: string
      readonly sealed: string
    }
)

/** What the page of one's own account reads beside what every page knows. */
export type AccountContext = PageContext & {
  readonly sessions: () => Promise<readonly Session[]>
  readonly hasPassword: () => Promise<boolean>
  /** @param sealed what a form was to switch on that is shown again */
  readonly secondFactor: (sealed: string) => Promise<FactorState>
}

/** All that any page asks for: a server has it for each of them. */
export type WholeContext = AuditContext & OperationsContext & BulkContext & AccountContext

export type AnyPage = Page<WholeContext>
