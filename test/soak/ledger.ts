/** What the server said to a command that it carried out. */
export type Done = {
  readonly revision: number
  /** Null: there was nothing to do. */
  readonly position: string | null
  readonly stale: boolean
}

/** One command as its sender knows it, whatever became of it. */
export type Entry = {
  readonly commandId: string
  readonly command: string
  readonly path: string
  readonly done: Done[]
  /** Codes of the problems it was refused with. */
  readonly refused: string[]
  /** Answers that never came, and those that asked to come again. */
  unanswered: number
}

/** What a run has seen. Violations end it with a failure. */
export type Ledger = {
  readonly entries: Entry[]
  readonly violations: string[]
  readonly latencies: number[]
  readonly counts: Map<string, number>
  /** From the first request that nobody answered to the next one that somebody did. */
  longestOutage: number
  outageSince: number | undefined
}

export const openLedger = (): Ledger => ({
  entries: [],
  violations: [],
  latencies: [],
  counts: new Map(),
  longestOutage: 0,
  outageSince: undefined,
})

export const count = ({ counts }: Ledger, what: string): void => {
  counts.set(what, (counts.get(what) ?? 0) + 1)
}

export const countOf = ({ counts }: Ledger, what: string): number => counts.get(what) ?? 0

export const noteOutage = (ledger: Ledger): void => {
  ledger.outageSince ??= performance.now()
}

export const noteService = (ledger: Ledger): void => {
  if (ledger.outageSince === undefined) return
  ledger.longestOutage = Math.max(ledger.longestOutage, performance.now() - ledger.outageSince)
  ledger.outageSince = undefined
}
