import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { order } from '../../domain/orders/order.ts'
import { START } from '../../eventstore/event-store.ts'
import { type Life, livedOf, lives, loggedOf, ORDER, type Step } from '../support/order-life.ts'
import { writer } from '../support/read-side.ts'
import { withStores } from '../support/write-side.ts'

/** A shop in which an order has begun as in a life, and hears all that is asked of it in that. */
const shopOf = async (life: Life) => {
  let now = new Date(0)
  const side = await withStores({ clock: () => now })
  await writer(side.store)(`order-${ORDER}`, ...loggedOf({ ...life, acts: [] }))
  return {
    log: async () => (await side.store.readAll({ from: START, limit: 10_000 })).events.map(({ id }) => id),
    ask: ({ asked: { type, data }, at, commandId }: Step) => {
      now = at
      return side.send(order, ORDER, type, data, { commandId, mayComeAgain: true })
    },
  }
}

it('whatever is asked of an order happens once, however often it comes, and what is refused leaves nothing', async () => {
  await fc.assert(
    fc.asyncProperty(lives(30), async life => {
      const { log, ask } = await shopOf(life)
      const [, ...steps] = livedOf(life)
      for (const [index, step] of steps.entries()) {
        const before = await log()
        const first = await ask(step)
        const after = await log()
        if (first.kind !== 'done') expect(after).toEqual(before)
        const again = await ask(step)
        expect(again).toMatchObject(first.kind === 'done' ? { kind: 'done', revision: first.revision } : first)
        // One of long before comes once more.
        const earlier = steps[Math.floor(index / 2)]
        if (earlier !== undefined) await ask(earlier)
        expect(await log()).toEqual(after)
      }
    }),
    { numRuns: 30 },
  )
})
