import { status } from '@grpc/grpc-js'
import type { AppendFault } from '../support/eventstoredb/faults.ts'
import type { ServerLog } from '../support/eventstoredb/log.ts'
import { type EventStoreDbServer, startEventStoreDb } from '../support/eventstoredb/server.ts'

const APPEND_FAULTS: readonly AppendFault[] = [
  'swallow-before-commit',
  'swallow-after-commit',
  'unavailable-before-commit',
  'unavailable-after-commit',
  'end-after-commit',
  { delayMs: 80 },
]

/** Breaks one thing at random, again and again; a restarted node takes the place of the one before in `nodes`. */
export const nodeFaults = (nodes: EventStoreDbServer[], log: ServerLog, random: () => number) => {
  const count: Record<string, number> = {}
  const oneOf = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item
  const spoilAppends = (node: EventStoreDbServer) => {
    const fault = oneOf(APPEND_FAULTS)
    let left = 3
    node.faults.append = () => (left-- > 0 ? fault : 'none')
    return typeof fault === 'string' ? fault : 'delay'
  }
  const restart = async (node: EventStoreDbServer) => {
    node.stop()
    nodes[nodes.indexOf(node)] = await startEventStoreDb({ log, port: node.port })
    return 'restart'
  }
  const ways: readonly ((node: EventStoreDbServer) => string | Promise<string>)[] = [
    spoilAppends,
    spoilAppends,
    spoilAppends,
    restart,
    node => (node.dropConnections(), 'dropped connections'),
    node => (node.endSubscriptions(), 'clean end'),
    node => (node.abortSubscriptions(oneOf([status.UNAVAILABLE, status.CANCELLED, status.INTERNAL])), 'abort'),
    node => (node.muteSubscriptions(), 'mute'),
    node => {
      node.faults.earlyCheckpoint = !node.faults.earlyCheckpoint
      return 'early checkpoint'
    },
  ]
  const disturb = async () => {
    const way = await oneOf(ways)(oneOf(nodes))
    count[way] = (count[way] ?? 0) + 1
  }
  return { disturb, count }
}
