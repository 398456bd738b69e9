import { v5 } from 'uuid'
import { product } from '../domain/catalog/product.ts'
import { untilAnswered } from '../eventstore/busy.ts'
import type { Execute } from '../eventstore/command.ts'
import { type RemovedCategory, readSkusIn } from '../projections/catalog/removed-category.ts'
import type { Database } from '../projections/database.ts'
import type { ReadSide } from '../projections/engine/run/run.ts'

/** Products that are sent on at once: enough to share commits of the log, few enough to leave it to people. */
const AT_ONCE = 16

type Emptying = {
  readonly execute: Execute
  readonly readSide: Pick<ReadSide<Database>, 'queries'>
  readonly signal: AbortSignal
}

/** The command's id derives from the removal, so that a product follows it once. */
const sendOn = (execute: Execute, { eventId, correlationId, category }: RemovedCategory, sku: string) =>
  execute({
    decider: product,
    id: sku,
    type: 'LeaveCategory',
    data: { category },
    commandId: v5(`leave-category/${sku}`, eventId),
    actor: { id: 'empty-category', kind: 'process' },
    origin: 'live',
    correlationId,
    causationId: eventId,
  })

/**
 * Sends every product of removed categories to where its category went. What the read models say is only where to look: each
 * command is decided on the streams of the product and of the tree, so that one that was moved meanwhile stays. Whatever is
 * left by a stop, an outage or a refusal, or is put there by somebody who raced the removal, is still a product in a removed
 * category, and found by the next call. Each call comes by all of them: one that is refused keeps no other waiting.
 */
export const emptyCategories = async (
  deserted: readonly RemovedCategory[],
  { execute, readSide, signal }: Emptying,
): Promise<void> => {
  const send = untilAnswered(execute, signal)
  for (const removed of deserted) {
    let after: string | undefined = ''
    while (after !== undefined && !signal.aborted) {
      const skus = await readSkusIn(readSide.queries(), removed.category, { after, limit: AT_ONCE })
      await Promise.all(skus.map(sku => sendOn(send, removed, sku)))
      after = skus.at(-1)
    }
  }
}
