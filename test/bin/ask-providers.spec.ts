import { expect, it } from 'vitest'
import { openAsking } from '../../bin/ask-providers.ts'

type Payment = { readonly payment: string; readonly method: string }
const of = (method: string, ...ids: readonly string[]): Payment[] => ids.map(payment => ({ payment, method }))

/** Asks as a provider answers that a spec plays, at a time that it sets. */
const asking = (ask: (payment: Payment) => Promise<void>) => {
  const asked: string[] = []
  const errors: unknown[] = []
  const stopping = new AbortController()
  const clock = { now: 0 }
  const { begin, idle } = openAsking<Payment>({
    ask: payment => {
      asked.push(payment.payment)
      return ask(payment)
    },
    now: () => clock.now,
    signal: stopping.signal,
    onError: error => errors.push(error),
  })
  const round = async (waiting: readonly Payment[], at = clock.now) => {
    clock.now = at
    begin(waiting)
    await idle()
  }
  return { asked, errors, round, begin, idle, stop: () => stopping.abort() }
}

it('asks for what waits once, until what was answered can be seen', async () => {
  const { asked, round } = asking(async () => undefined)
  await round(of('card', 'a', 'b'), 0)
  await round(of('card', 'a', 'b'), 29_999)
  expect(asked).toEqual(['a', 'b'])
  // Nothing was noted of it, as after a crash: it still waits.
  await round(of('card', 'a'), 30_000)
  expect(asked).toEqual(['a', 'b', 'a'])
})

it('asks a provider that can not be reached again, less and less often', async () => {
  const { asked, errors, round } = asking(async () => {
    throw new Error('away')
  })
  const waiting = of('card', 'a')
  for (const at of [0, 999, 1_000, 2_999, 3_000, 6_999, 7_000]) await round(waiting, at)
  expect(asked).toHaveLength(4)
  expect(errors).toHaveLength(4)
  for (let at = 7_000; at <= 3_607_000; at += 1_000) await round(waiting, at)
  // Once a minute after the first minutes.
  expect(asked.length).toBeGreaterThan(59)
  expect(asked.length).toBeLessThan(70)
})

it('keeps nobody waiting for a provider that does not answer', async () => {
  const answer = Promise.withResolvers<void>()
  const { asked, begin, idle } = asking(({ method }) => (method === 'slow' ? answer.promise : Promise.resolve()))
  begin([...of('slow', 'a'), ...of('card', 'b')])
  begin([...of('slow', 'a', 'c'), ...of('card', 'd')])
  await expect.poll(() => asked.toSorted()).toEqual(['a', 'b'])
  begin([...of('slow', 'a', 'c'), ...of('card', 'd')])
  expect(asked.toSorted()).toEqual(['a', 'b', 'd'])
  answer.resolve()
  await idle()
  begin(of('slow', 'c'))
  await idle()
  expect(asked.toSorted()).toEqual(['a', 'b', 'c', 'd'])
})

it('waits for no answer once it is to stop, and asks for nothing more', async () => {
  const { asked, errors, begin, idle, stop } = asking(() => new Promise(() => undefined))
  begin(of('card', ...Array.from({ length: 20 }, (_, index) => `p-${index}`)))
  stop()
  await idle()
  expect(asked).toHaveLength(8)
  expect(errors).toEqual([])
})
