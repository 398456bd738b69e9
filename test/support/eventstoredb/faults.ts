import { setTimeout as delay } from 'node:timers/promises'

export type AppendFault =
  | 'none'
  /** Never answered; not stored. */
  | 'swallow-before-commit'
  /** Never answered; stored. */
  | 'swallow-after-commit'
  | 'unavailable-before-commit'
  | 'unavailable-after-commit'
  /** Stored; the batch stream ends cleanly without an answer, a plain call is cancelled by the server. */
  | 'end-after-commit'
  /** The batch stream answers twice. A plain call can not. */
  | 'duplicate-ack'
  /** Stored at once, answered later. */
  | { readonly delayMs: number }

/** What goes wrong with one server; specs set it as they go. */
export type Faults = {
  append: (stream: string) => AppendFault
  /** Appends, and reads that insist on the leader, are sent there. */
  notLeader: { readonly host: string; readonly port: number } | undefined
  /** Calls are taken and nothing is sent until it is false again; then everything that was held back goes out in order. */
  silent: boolean
  /** Calls that stay open and say nothing more, while others are answered. */
  readonly mute: WeakSet<object>
  /** Pause between messages of reads and subscriptions. */
  dripMs: number
  /** Subscriptions tell checkpoint and "caught up" of a page before the events in it. */
  earlyCheckpoint: boolean
  reads: 'none' | 'unavailable'
  /** What the user may not: be known at all, or read $all. */
  access: 'all' | 'unauthenticated' | 'not $all'
  /** Whether subscriptions are taken. */
  subscriptions: 'taken' | 'none'
  lacksPositionInAck: boolean
  positionsInStreamReads: boolean
  readonly calls: Record<'append' | 'batchAppend' | 'read' | 'subscribe' | 'features' | 'gossip', number>
}

export const noFaults = (): Faults => ({
  append: () => 'none',
  notLeader: undefined,
  silent: false,
  mute: new WeakSet(),
  dripMs: 0,
  earlyCheckpoint: false,
  reads: 'none',
  access: 'all',
  subscriptions: 'taken',
  lacksPositionInAck: false,
  positionsInStreamReads: true,
  calls: { append: 0, batchAppend: 0, read: 0, subscribe: 0, features: 0, gossip: 0 },
})

/** Resolves when the server may speak. */
export const audible = async (faults: Faults, isOver: () => boolean = () => false): Promise<void> => {
  while (faults.silent && !isOver()) await delay(10)
}
