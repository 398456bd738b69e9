import type { BulkItem, BulkOutcome, BulkRun } from '../../domain/bulk-run.ts'

/** `open`: not looked at yet. */
export type BulkCounts = Readonly<Record<BulkOutcome | 'open', number>>

type Part = { readonly outcome?: BulkOutcome; readonly after: number; readonly limit: number }

/** What pages and reports read of runs. */
export type BulkReading = {
  readonly find: (id: string) => Promise<BulkRun | undefined>
  readonly counts: (id: string) => Promise<BulkCounts>
  /** In their order, behind a place. */
  readonly items: (id: string, part: Part) => Promise<readonly BulkItem[]>
  /** The last of somebody about things of a category, the newest first. */
  readonly list: (by: string, category: string, limit: number) => Promise<readonly BulkRun[]>
  /** The run that takes it back, if there is one. */
  readonly undoOf: (id: string) => Promise<string | undefined>
}

/** The runs of a shop. Each answers whether it could be done. */
export type BulkRuns = BulkReading & {
  /** @returns its id; where something is asked, it waits for the answer */
  readonly make: (run: Pick<BulkRun, 'by' | 'category' | 'action' | 'asked'>, ids: readonly string[]) => Promise<string>
  readonly ask: (id: string, asked: unknown) => Promise<boolean>
  readonly start: (id: string) => Promise<boolean>
  readonly stop: (id: string) => Promise<boolean>
  /** @returns the id of the run that takes it back */
  readonly undo: (id: string) => Promise<string | undefined>
}
