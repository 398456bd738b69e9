import type { FastifyBaseLogger } from 'fastify'
import type { Kysely } from 'kysely'
import type { Execute, FindUndo, Foresee } from '../eventstore/command.ts'
import type { ApiKeys } from '../people/api-key.ts'
import type { SavedViews } from '../people/saved-view.ts'
import type { WebhookSecrets } from '../people/webhook-secret.ts'
import type { Database } from '../projections/database.ts'
import type { ReadSideStatus } from '../projections/engine/run/status.ts'
import type { Auditing } from './auditing.ts'
import type { BulkRuns } from './bulk/runs.ts'
import type { CommandRoute } from './commands.ts'
import type { LogReading } from './log-reading.ts'
import type { Operator } from './operator.ts'
import type { Steps } from './orders/advance/send.ts'
import type { Freshness, Markup, PageContext, RequestContext, View } from './page.ts'
import type { Past, Pasts } from './pasts.ts'
import type { Gate } from './people/gate.ts'
import type { People } from './people/people.ts'
import type { ViewerOf } from './permission.ts'
import type { Problem } from './problem.ts'
import type { Thresholds } from './projecting.ts'
import type { AnyPage } from './special-pages.ts'
import type { Thing } from './stream-history.ts'

/** What a server needs of the read side. */
export type ReadSide = {
  /** The database of one request: table names go to the active generations. Throws NotBuilt. */
  readonly queries: () => Kysely<Database>
  /**
   * Waits until the models that handle events of the thing have reached the position, at most `milliseconds`. `parked`:
   * they have, but can not show it.
   */
  readonly waitFor: (position: string, thing: Thing, milliseconds: number) => Promise<'fresh' | 'stale' | 'parked'>
  /** Whether the thing is in the log, but some read model can not show it. */
  readonly isParked: (thing: Thing) => Promise<boolean>
  readonly freshness: () => Freshness
}

export type Asset = { readonly url: string; readonly type: string; readonly body: Buffer }

/** Turns what a page says into a whole document. */
export type Shell = {
  readonly page: (view: View, context: PageContext) => Markup
  readonly problem: (problem: Problem, context: RequestContext) => Markup
}

/** What answers are made of; with its routes it is all that a server is made of. Put together in bin/ only. */
export type ServerDependencies = LogReading & {
  readonly execute: Execute
  readonly findUndo: FindUndo
  /** What a command would come to, without doing it. */
  readonly foresee: Foresee
  /** How steps of many orders are taken, or tried on a copy of their own. */
  readonly orderSteps: (isTried: boolean) => Steps
  readonly readSide: ReadSide
  /** Of the last event of an aggregate's stream; -1 when there is none. */
  readonly revisionOf: (category: string, id: string) => Promise<number>
  readonly readSideStatus: () => Promise<ReadSideStatus>
  readonly operator: Operator
  readonly thresholds: Thresholds
  readonly pasts: Pasts
  readonly auditing: Auditing
  readonly savedViews: SavedViews
  /** The secrets of keys. */
  readonly apiKeys: ApiKeys
  /** The secrets by which providers of payments sign what they tell. */
  readonly webhookSecrets: WebhookSecrets
  /** What people do with many things at once. */
  readonly bulk: BulkRuns
  /** Set for a request about the shop as of a moment. */
  readonly past?: Past
  readonly commands: readonly CommandRoute[]
  readonly pages: readonly AnyPage[]
  readonly shell: Shell
  /** The pages of those who have not signed in. */
  readonly gate: Gate
  readonly people: People
  readonly assets: readonly Asset[]
  readonly viewerOf: ViewerOf
  readonly newId: () => string
  readonly clock: () => Date
  readonly ready: () => Promise<readonly { readonly name: string; readonly ok: boolean; readonly detail?: string }[]>
  readonly logger: FastifyBaseLogger | false
}
