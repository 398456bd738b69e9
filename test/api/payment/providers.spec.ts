import { describe, expect, it } from 'vitest'
import { dummyProvider } from '../../../api/payment/providers/dummy.ts'
import { invoiceProvider } from '../../../api/payment/providers/invoice.ts'
import { prepaymentProvider } from '../../../api/payment/providers/prepayment.ts'
import {
  type DummyBehaviour,
  dummyBehaviours,
  type PaymentNotification,
  type PaymentProvider,
} from '../../../domain/payment/provider.ts'

const asked = { requestKey: 'k-1', payment: 'p-1', amount: 1999, currency: 'EUR', reference: 'Order 7' }

/** A dummy with what it has told, and what it would tell later. */
const dummy = (behaviour: DummyBehaviour) => {
  const told: PaymentNotification[] = []
  const waiting: (() => Promise<void>)[] = []
  const tell = async (one: PaymentNotification) => void told.push(one)
  const provider = dummyProvider({ behaviour, tell, later: run => void waiting.push(run) })
  const passTime = async () => {
    for (const run of waiting.splice(0)) await run()
  }
  return { provider, told, passTime }
}

const providers: readonly (readonly [name: string, provider: PaymentProvider])[] = [
  ['invoice', invoiceProvider],
  ['prepayment', prepaymentProvider],
  ...dummyBehaviours.map(behaviour => [`dummy that is told: ${behaviour}`, dummy(behaviour).provider] as const),
]

describe.each(providers)('what every provider promises: %s', (_, provider) => {
  it('answers a request with what it says, and authorises no more than was asked for', async () => {
    const answer = await provider.request(asked)
    expect(['accepted', 'refused', 'pending']).toContain(answer.says)
    if (answer.says === 'accepted') expect(answer.authorised).toBeLessThanOrEqual(asked.amount)
    if (answer.says === 'accepted') expect(answer.authorised).toBeGreaterThan(0)
    if (answer.says === 'accepted') expect(answer.captured?.amount ?? 0).toBeLessThanOrEqual(answer.authorised)
    if (answer.says === 'refused') expect(answer.reason).not.toBe('')
  })
  it('answers the same when it is asked again under the same key', async () => {
    expect(await provider.request(asked)).toEqual(await provider.request(asked))
  })
})

describe('each provider', () => {
  it('has its own answer', async () => {
    expect(await invoiceProvider.request(asked)).toEqual({ says: 'accepted', authorised: 1999 })
    expect(await prepaymentProvider.request(asked)).toEqual({ says: 'pending' })
    const took = { id: 'dummy-k-1-captured', amount: 1999 }
    expect(await dummy('accept').provider.request(asked)).toEqual({
      says: 'accepted',
      authorised: 1999,
      captured: took,
    })
    expect(await dummy('authorise').provider.request(asked)).toEqual({ says: 'accepted', authorised: 1999 })
    expect(await dummy('refuse').provider.request(asked)).toEqual({ says: 'refused', reason: 'declined' })
  })
})

describe('the card provider for trials', () => {
  const accepted = { id: 'dummy-k-1-accepted', payment: 'p-1', type: 'accepted', amount: 1999, currency: 'EUR' }
  const captured = { ...accepted, id: 'dummy-k-1-captured', type: 'captured' }
  it('that delays tells later what it did not answer', async () => {
    const { provider, told, passTime } = dummy('delay')
    expect(await provider.request(asked)).toEqual({ says: 'pending' })
    expect(told).toEqual([])
    await passTime()
    expect(told).toEqual([accepted, captured])
  })
  it('that repeats itself tells what follows first, the same twice, and then what was before', async () => {
    const { provider, told, passTime } = dummy('repeat')
    expect(await provider.request(asked)).toEqual({ says: 'pending' })
    await passTime()
    const pending = { id: 'dummy-k-1-pending', payment: 'p-1', type: 'pending' }
    expect(told).toEqual([captured, accepted, accepted, pending, captured])
  })
  it.each(['accept', 'authorise', 'refuse'] as const)('that is told to %s tells nothing more', async behaviour => {
    const { provider, told, passTime } = dummy(behaviour)
    await provider.request(asked)
    await passTime()
    expect(told).toEqual([])
  })
})
