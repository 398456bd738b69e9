import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fold, isRejection } from '../../../domain/decider.ts'
import { payment } from '../../../domain/payment/payment.ts'
import { paymentMethod } from '../../../domain/payment/payment-method.ts'
import { given } from '../../support/given.ts'

const id = '0197a3f1-0000-7000-8000-0000000000aa'
const of = (status: 'active' | 'inactive' | 'absent', isSilent = false) => ({
  facts: [[paymentMethod as never, 'card', { status, isSilent }] as const],
})
const data = { method: 'card', amount: 1999, currency: 'EUR', reference: 'Order 7', requestKey: 'k-1', isTrial: false }
const request = (fields: object = {}) => ({ type: 'RequestPayment' as const, data: { ...data, ...fields } })
const requested = { type: 'PaymentRequested' as const, data }
const unsaid = { amount: null, currency: null, reason: null }
const note = (says: 'accepted' | 'refused' | 'pending' | 'captured', event: string | null, fields: object = {}) => ({
  type: 'NotePayment' as const,
  data: { method: 'card', says, event, ...unsaid, ...fields },
})
const accept = (event: string | null, fields: object = {}) =>
  note('accepted', event, { amount: 1999, currency: 'EUR', ...fields })
const refuse = (event: string | null) => note('refused', event, { reason: 'No cover' })
const accepted = (fields: object = {}) => ({ type: 'PaymentAccepted' as const, data: { amount: 1999, ...fields } })
const refused = (fields: object = {}) => ({
  type: 'PaymentRefused' as const,
  data: { reason: 'No cover', ...fields },
})
const capture = (event: string | null, amount: number, currency: 'EUR' | 'USD' = 'EUR') =>
  note('captured', event, { amount, currency })
const received = (event: string, amount: number) => ({
  type: 'PaymentReceived' as const,
  data: { amount, event, currency: 'EUR' as const },
})
const kept = (event: string, amount: number) => ({
  type: 'PaymentCaptureKept' as const,
  data: { amount, currency: 'EUR' as const, event },
})
const pending = (fields: object = {}) => ({ type: 'PaymentPending' as const, data: { ...fields } })

describe('asking for a payment', () => {
  it('is done once, however often it is asked for', () => {
    given(payment, id).when(request(), of('active')).then(requested)
    given(payment, id, requested).when(request(), of('active')).thenNothing()
  })
  it('is refused under the id of another', () =>
    given(payment, id, requested)
      .when(request({ amount: 1 }), of('active'))
      .thenRejected('PaymentExists', 'id'))
  it('needs a method, and an active one unless it is a trial', () => {
    given(payment, id).when(request(), of('absent')).thenRejected('PaymentMethodUnknown', 'method')
    given(payment, id).when(request(), of('inactive')).thenRejected('PaymentMethodIsInactive', 'method')
    given(payment, id)
      .when(request({ isTrial: true }), of('inactive'))
      .then({ ...requested, data: { ...data, isTrial: true } })
  })
  it('is refused under another id than a UUID', () =>
    given(payment, 'mine').when(request(), of('active')).thenRejected('PaymentIdMalformed', 'id'))
})

describe('a payment for an order', () => {
  const ofOrder = { order: 'O-7', store: 'DE' }
  const followed = { ...ofOrder, method: 'card', currency: 'EUR' as const }
  const asked = { ...requested, data: { ...data, ...ofOrder } }
  it('is asked for also where its method is offered no more', () =>
    given(payment, id).when(request(ofOrder), of('inactive')).then(asked))
  it('is asked of nobody where a bank is its provider, which nobody speaks for', () => {
    given(payment, id).when(request(ofOrder), of('active', true)).thenNothing()
    given(payment, id)
      .when(request({ isTrial: true }), of('active', true))
      .then({ ...requested, data: { ...data, isTrial: true } })
  })
  it('is not that for another order', () =>
    given(payment, id, asked)
      .when(request({ ...ofOrder, order: 'O-8' }), of('active'))
      .thenRejected('PaymentExists', 'id'))
  it('says with all that becomes of it whose it is', () => {
    given(payment, id, asked)
      .when(accept('e-1'))
      .then(accepted({ event: 'e-1', ...followed }))
    given(payment, id, asked)
      .when(refuse('e-1'))
      .then(refused({ event: 'e-1', ...followed }))
    given(payment, id, asked).when(note('pending', null)).then(pending(ofOrder))
    given(payment, id, asked, accepted())
      .when(capture('c-1', 5))
      .then({ type: 'PaymentReceived', data: { amount: 5, event: 'c-1', ...followed } })
  })
})

describe('the answer of a provider', () => {
  it('accepts, refuses or lets it wait', () => {
    given(payment, id, requested).when(accept(null)).then(accepted())
    given(payment, id, requested).when(refuse(null)).then(refused())
    given(payment, id, requested).when(note('pending', null)).then(pending())
  })
  it('may authorise less', () =>
    given(payment, id, requested)
      .when(accept(null, { amount: 1000 }))
      .then(accepted({ amount: 1000 })))
  it('is noted once', () => {
    given(payment, id, requested, accepted()).when(accept(null)).thenNothing()
    given(payment, id, requested, pending()).when(note('pending', null)).thenNothing()
  })
  it('changes nothing when the provider has told more by itself meanwhile', () => {
    given(payment, id, requested, accepted({ event: 'e-1' }))
      .when(note('pending', null))
      .thenNothing()
    given(payment, id, requested, refused({ event: 'e-1' }))
      .when(accept(null))
      .thenNothing()
  })
  it('is noted together with what was taken along with it', () => {
    const taken = { event: 'c-1', amount: 1999 }
    given(payment, id, requested).when(accept(null, { taken })).then(accepted(), received('c-1', 1999))
    given(payment, id, requested, accepted(), received('c-1', 1999)).when(accept(null, { taken })).thenNothing()
    given(payment, id, requested, accepted({ event: 'e-1' }))
      .when(accept(null, { taken }))
      .then(received('c-1', 1999))
  })
  it('needs the payment, and to come from its method', () => {
    given(payment, id).when(accept(null)).thenRejected('PaymentUnknown')
    given(payment, id, requested)
      .when(accept(null, { method: 'other' }))
      .thenRejected('PaymentUnknown')
  })
})

describe('what a provider tells by itself', () => {
  const ignored = (says: 'accepted' | 'refused' | 'pending' | 'captured', because: string, fields: object = {}) => ({
    type: 'PaymentNotificationIgnored' as const,
    data: { says, because: because as 'known', event: 'e-2', ...unsaid, ...fields },
  })
  const all = { amount: 1999, currency: 'EUR' }
  it('settles a payment that waits', () => {
    given(payment, id, requested, pending())
      .when(accept('e-1'))
      .then(accepted({ event: 'e-1' }))
    given(payment, id, requested, pending())
      .when(refuse('e-1'))
      .then(refused({ event: 'e-1' }))
  })
  it('settles one whose answer has not come yet', () =>
    given(payment, id, requested)
      .when(accept('e-1'))
      .then(accepted({ event: 'e-1' })))
  it('counts once under one id', () => {
    const settled = accepted({ event: 'e-1' })
    given(payment, id, requested, settled).when(accept('e-1')).thenNothing()
    given(payment, id, requested, settled, ignored('refused', 'settled', { reason: 'No cover' }))
      .when({ ...refuse('e-2') })
      .thenNothing()
    given(payment, id, requested, pending({ event: 'e-1' }))
      .when(note('pending', 'e-1'))
      .thenNothing()
  })
  it('is refused with something else under the same id', () => {
    given(payment, id, requested, accepted({ event: 'e-1' }))
      .when(refuse('e-1'))
      .thenRejected('NotificationDiffers')
    given(payment, id, requested, accepted({ event: 'e-1' }))
      .when(accept('e-1', { amount: 5 }))
      .thenRejected('NotificationDiffers')
  })
  it('is kept and changes nothing after the end', () => {
    given(payment, id, requested, refused())
      .when(accept('e-2'))
      .then(ignored('accepted', 'settled', all))
    given(payment, id, requested, accepted())
      .when(refuse('e-2'))
      .then(ignored('refused', 'settled', { reason: 'No cover' }))
    given(payment, id, requested, accepted()).when(note('pending', 'e-2')).then(ignored('pending', 'settled'))
  })
  it('is kept and changes nothing when it is known', () => {
    given(payment, id, requested, accepted())
      .when(accept('e-2'))
      .then(ignored('accepted', 'known', all))
    given(payment, id, requested, accepted())
      .when(accept('e-2', { amount: 5 }))
      .then(ignored('accepted', 'settled', { ...all, amount: 5 }))
    given(payment, id, requested, pending()).when(note('pending', 'e-2')).then(ignored('pending', 'known'))
  })
  it('never authorises other money than was asked for', () => {
    given(payment, id, requested)
      .when(accept('e-2', { currency: 'USD' }))
      .then(ignored('accepted', 'otherCurrency', { ...all, currency: 'USD' }))
    given(payment, id, requested)
      .when(accept('e-2', { amount: 2000 }))
      .then(ignored('accepted', 'tooMuch', { ...all, amount: 2000 }))
  })
  it('takes what was accepted, in parts, each once', () => {
    given(payment, id, requested, accepted()).when(capture('c-1', 999)).then(received('c-1', 999))
    given(payment, id, requested, accepted(), received('c-1', 999)).when(capture('c-1', 999)).thenNothing()
    given(payment, id, requested, accepted(), received('c-1', 999))
      .when(capture('c-1', 1))
      .thenRejected('NotificationDiffers')
    given(payment, id, requested, accepted(), received('c-1', 999))
      .when(capture('c-2', 1000))
      .then(received('c-2', 1000))
  })
  it('never takes more than was accepted, nor other money', () => {
    const ignoredCapture = (because: string, amount: number, currency = 'EUR') =>
      ignored('captured', because, { amount, currency })
    given(payment, id, requested, accepted({ amount: 1000 }), received('c-1', 600))
      .when(capture('e-2', 401))
      .then(ignoredCapture('tooMuch', 401))
    given(payment, id, requested, accepted())
      .when(capture('e-2', 1, 'USD'))
      .then(ignoredCapture('otherCurrency', 1, 'USD'))
    given(payment, id, requested, refused()).when(capture('e-2', 1)).then(ignoredCapture('settled', 1))
  })
  it('keeps what was taken before it was accepted, and counts it then', () => {
    given(payment, id, requested).when(capture('c-1', 999)).then(kept('c-1', 999))
    given(payment, id, requested, kept('c-1', 999)).when(capture('c-1', 999)).thenNothing()
    given(payment, id, requested, kept('c-1', 999), kept('c-2', 1000))
      .when(accept('e-1'))
      .then(accepted({ event: 'e-1' }), received('c-1', 999), received('c-2', 1000))
    given(payment, id, requested, kept('c-1', 1999))
      .when(capture('e-2', 1))
      .then(ignored('captured', 'tooMuch', { amount: 1, currency: 'EUR' }))
    given(payment, id, requested, kept('e-2', 999), kept('c-2', 500))
      .when(accept('e-1', { amount: 600 }))
      .then(
        accepted({ event: 'e-1', amount: 600 }),
        ignored('captured', 'tooMuch', { amount: 999, currency: 'EUR' }),
        received('c-2', 500),
      )
  })
  it('needs an id for what it took', () =>
    given(payment, id, requested, accepted()).when(capture(null, 5)).thenRejected('CaptureWithoutId', 'event'))
  it('has an end, so that nobody fills the history of a payment', () => {
    const told = Array.from({ length: 200 }, (_, n) => ({ ...pending({ event: `e-${n}` }) }))
    given(payment, id, requested, ...told)
      .when(accept('e-new'))
      .thenRejected('TooManyNotifications')
    given(payment, id, requested, ...told)
      .when(note('pending', 'e-7'))
      .thenNothing()
  })
})

type Note = ReturnType<typeof note>
const told = fc.oneof(
  fc.nat({ max: 5 }).map(n => accept(`a-${n}`, { amount: 1990 + n * 3 })),
  fc.nat({ max: 5 }).map(n => refuse(`r-${n}`)),
  fc.nat({ max: 5 }).map(n => note('pending', `p-${n}`)),
  fc.nat({ max: 5 }).map(n => capture(`c-${n}`, 300 + n * 200)),
  fc.constantFrom(accept(null), refuse(null), note('pending', null)),
)

/** All that becomes of a payment that is told these one after the other. */
const run = (notes: readonly Note[]) =>
  notes.reduce<readonly { readonly type: string; readonly data: object }[]>(
    (past, { data: told }) => {
      const happened = past.map(event => ({ ...event, at: new Date(0), commandId: 'c' }))
      const state = fold(payment.evolve, payment.initial, happened)
      const context = { now: new Date(0), actor: { id: 'p', kind: 'process' }, id, claimed: {} } as const
      const facts = { of: () => 'active' as never }
      const made = payment.decide.NotePayment(state, payment.commands.NotePayment.parse(told), { ...context, facts })
      return isRejection(made) ? past : [...past, ...made]
    },
    [requested],
  )

describe('whatever comes in whatever order, and however often', () => {
  const settling = ['PaymentAccepted', 'PaymentRefused']
  const all = fc.array(told, { maxLength: 30 })
  it('a payment is settled once at most, for no more than it is', () =>
    fc.assert(
      fc.property(all, notes => {
        const settled = run(notes).filter(({ type }) => settling.includes(type))
        expect(settled.length).toBeLessThanOrEqual(1)
        for (const { data: said } of settled) expect(Reflect.get(said, 'amount') ?? 0).toBeLessThanOrEqual(data.amount)
      }),
    ))
  it('no more is taken than was accepted, and each part once', () =>
    fc.assert(
      fc.property(all, notes => {
        const state = fold(
          payment.evolve,
          payment.initial,
          run(notes).map(event => ({ ...event, at: new Date(0), commandId: 'c' })),
        )
        const { captured, authorised } = { captured: 0, authorised: 0, ...state }
        expect(captured).toBeLessThanOrEqual(authorised)
        const counted = run(notes).flatMap(({ type, data }) =>
          type === 'PaymentReceived' ? [String(Reflect.get(data, 'event'))] : [],
        )
        expect(new Set(counted).size).toBe(counted.length)
      }),
    ))
  it('the same has come in whatever comes first', () => {
    const parts = [accept('a', { amount: 1999 }), capture('c-1', 999), capture('c-2', 500), capture('c-3', 500)]
    const twice = [...parts, ...parts, note('pending', 'p')]
    fc.assert(
      fc.property(fc.shuffledSubarray(twice, { minLength: twice.length }), notes => {
        const state = fold(
          payment.evolve,
          payment.initial,
          run(notes).map(event => ({ ...event, at: new Date(0), commandId: 'c' })),
        )
        expect(state).toMatchObject({ status: 'accepted', authorised: 1999, captured: 1999, kept: [] })
      }),
    )
  })
  it('saying it all again changes nothing', () =>
    fc.assert(
      fc.property(all, notes => {
        expect(run([...notes, ...notes])).toEqual(run(notes))
      }),
    ))
})
