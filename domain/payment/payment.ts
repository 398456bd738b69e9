import { z } from 'zod'
import {
  type Decide,
  type Decider,
  type Decision,
  type Evolve,
  fact,
  fold,
  isRejection,
  type MessageOf,
  reject,
  type Touches,
} from '../decider.ts'
import { Currency } from '../shared/currency.ts'
import { AskedKey, Key, Uuid } from '../shared/id.ts'
import { MAX_AMOUNT } from '../shared/limits.ts'
import { Minor } from '../shared/money.ts'
import { emptyMap, type PersistentMap } from '../shared/persistent-map.ts'
import { paymentMethod } from './payment-method.ts'

/** How a payment can be once its provider has said something. */
export const paymentAnswers = ['accepted', 'refused', 'pending'] as const
/** What a provider says of a payment, in its answer and by itself; `captured`: it has taken so much of it. */
export const paymentSays = [...paymentAnswers, 'captured'] as const
type Answered = (typeof paymentAnswers)[number]

/** Why something that a provider told changes nothing: it is so already, settled otherwise, or of other money. */
export const ignoredReasons = ['known', 'settled', 'otherCurrency', 'tooMuch'] as const

/** The provider's id of what it told; none where it is its answer to the request. */
const Told = { event: z.string().optional() }
/** Of a payment for an order: whose it is, so that whoever follows it need not ask. */
const ForOrder = { order: Key.optional(), store: Key.optional() }
const Followed = { ...ForOrder, method: Key.optional(), currency: Currency.optional() }

// Stored for ever: never rename a key, only add optional fields.
const events = {
  /** `amount` in minor units of the currency. `isTrial`: somebody tried the method; nothing was sold. */
  PaymentRequested: z.strictObject({
    method: z.string(),
    amount: Minor,
    currency: Currency,
    reference: z.string(),
    requestKey: z.string(),
    isTrial: z.boolean(),
    ...ForOrder,
  }),
  /** `amount`: as much is authorised, never more than was asked for. */
  PaymentAccepted: z.strictObject({ amount: Minor, ...Told, ...Followed }),
  PaymentRefused: z.strictObject({ reason: z.string(), ...Told, ...Followed }),
  PaymentPending: z.strictObject({ ...Told, ...ForOrder }),
  /** So much of it was taken, never more in all than is authorised. */
  PaymentReceived: z.strictObject({ amount: Minor, event: z.string(), ...Followed, currency: Currency }),
  /** It was told before the payment was accepted, and counts once that is. */
  PaymentCaptureKept: z.strictObject({ amount: Minor, currency: Currency, event: z.string(), ...ForOrder }),
  PaymentNotificationIgnored: z.strictObject({
    says: z.enum(paymentSays),
    because: z.enum(ignoredReasons),
    amount: Minor.nullable(),
    currency: Currency.nullable(),
    reason: z.string().nullable(),
    ...Told,
    ...ForOrder,
  }),
}

type Capture = { readonly event: string; readonly amount: number }

type Known = Omit<z.infer<typeof events.PaymentRequested>, 'isTrial'> & {
  readonly status: 'requested' | Answered
  readonly isTrial: boolean
  /** As much was accepted; 0 until then. */
  readonly authorised: number
  /** As much was taken of it. */
  readonly captured: number
  /** What was told to be taken before it was accepted. */
  readonly kept: readonly Capture[]
  /** What was told under which id of the provider. */
  readonly told: PersistentMap<string>
}
type Payment = { readonly status: 'absent' } | Known

const EventId = z.string().trim().min(1).max(200)
const Amount = z.int().min(1).max(MAX_AMOUNT)

const Note = z.strictObject({
  /** Of whoever tells it: a method knows nothing of payments of another. */
  method: AskedKey,
  event: EventId.nullable(),
  says: z.enum(paymentSays),
  amount: Amount.nullable(),
  currency: Currency.nullable(),
  reason: z.string().trim().min(1).max(500).nullable(),
})
type Note = z.infer<typeof Note>

/** All that a notification says, to tell two of one id apart. */
const saidIn = ({ says, amount, currency, reason }: Pick<Note, 'says' | 'amount' | 'currency' | 'reason'>): string => {
  const parts = {
    accepted: [amount, currency],
    refused: [reason],
    pending: [],
    captured: [amount, currency],
  }[says]
  return JSON.stringify([says, ...parts])
}

const noting = (payment: Payment, event: string | undefined, said: string, status?: Answered): Payment =>
  payment.status === 'absent'
    ? payment
    : {
        ...payment,
        status: status ?? payment.status,
        told: event === undefined ? payment.told : payment.told.with(event, said),
      }

/** Of what is not said in an event of this kind there is nothing. */
const unsaid = { amount: null, currency: null, reason: null }

const taken = ({ currency }: Pick<Known, 'currency'>, amount: number): string =>
  saidIn({ ...unsaid, says: 'captured', amount, currency })

const evolve: Evolve<Payment, typeof events> = {
  PaymentRequested: (_, data) => ({
    status: 'requested',
    ...data,
    authorised: 0,
    captured: 0,
    kept: [],
    told: emptyMap<string>(),
  }),
  PaymentAccepted: (payment, { amount, event }) => {
    if (payment.status === 'absent') return payment
    const said = saidIn({ ...unsaid, says: 'accepted', amount, currency: payment.currency })
    return noting({ ...payment, authorised: amount }, event, said, 'accepted')
  },
  PaymentRefused: (payment, { reason, event }) =>
    noting(payment, event, saidIn({ ...unsaid, says: 'refused', reason }), 'refused'),
  PaymentPending: (payment, { event }) => noting(payment, event, saidIn({ ...unsaid, says: 'pending' }), 'pending'),
  PaymentReceived: (payment, { amount, event }) => {
    if (payment.status === 'absent') return payment
    const kept = payment.kept.filter(one => one.event !== event)
    return noting({ ...payment, captured: payment.captured + amount, kept }, event, taken(payment, amount))
  },
  PaymentCaptureKept: (payment, { amount, event }) =>
    payment.status === 'absent'
      ? payment
      : noting({ ...payment, kept: [...payment.kept, { event, amount }] }, event, taken(payment, amount)),
  PaymentNotificationIgnored: (payment, { event, ...said }) => {
    const then = noting(payment, event, saidIn(said))
    return then.status === 'absent' ? then : { ...then, kept: then.kept.filter(one => one.event !== event) }
  },
}

const commands = {
  RequestPayment: z.strictObject({
    method: AskedKey,
    amount: Amount,
    currency: Currency,
    reference: z.string().trim().min(1).max(140),
    requestKey: z.string().trim().min(1).max(255),
    isTrial: z.boolean(),
    ...ForOrder,
  }),
  /** Sent when a provider has answered, or told something by itself. `taken`: what it took along with its answer. */
  NotePayment: Note.extend({ taken: z.strictObject({ event: EventId, amount: Amount }).optional() }),
}
type Request = z.infer<typeof commands.RequestPayment>
type Answer = z.infer<typeof commands.NotePayment>

/** More than any provider has to tell of one payment. */
const MOST_TOLD = 200

/** Whether there is a method, and one that is active. `isSilent`: its provider is a bank, and nobody tells what comes there. */
const methodOf = fact(paymentMethod, method => {
  const isSilent = method.status !== 'absent' && method.provider === 'prepayment' && !method.hasSecret
  return { status: method.status, isSilent }
})

const isSame = (was: Known, asked: Request): boolean =>
  was.method === asked.method &&
  was.amount === asked.amount &&
  was.currency === asked.currency &&
  was.reference === asked.reference &&
  was.requestKey === asked.requestKey &&
  was.order === asked.order

/** What is not of its kind left out, and what it leaves open filled in. */
const completed = (was: Known, { amount, currency, reason, ...note }: Note): Note => {
  if (note.says === 'accepted' || note.says === 'captured')
    return { ...note, ...unsaid, amount: amount ?? was.amount, currency: currency ?? was.currency }
  return { ...note, ...unsaid, reason: note.says === 'refused' ? (reason ?? '') : null }
}

/** As much can still be accepted, or be taken. */
const mostOf = (was: Known, says: Note['says']): number => {
  if (says === 'accepted') return was.amount
  if (was.status === 'accepted') return was.authorised - was.captured
  return was.kept.reduce((left, { amount }) => left - amount, was.amount)
}

const otherMoney = (was: Known, { says, amount, currency }: Note) => {
  if (says !== 'accepted' && says !== 'captured') return undefined
  if (currency !== was.currency) return 'otherCurrency'
  return (amount ?? 0) > mostOf(was, says) ? 'tooMuch' : undefined
}

const isKnown = ({ status, authorised, currency }: Known, note: Note): boolean =>
  status === note.says && (note.says !== 'accepted' || (note.amount === authorised && note.currency === currency))

/** What is settled stays so: neither a delayed nor another word changes it. Of what is accepted money is taken. */
const whyIgnored = (was: Known, note: Note): (typeof ignoredReasons)[number] | undefined => {
  if (isKnown(was, note)) return 'known'
  const isSettled = note.says === 'captured' ? was.status === 'refused' : isFinal(was)
  return isSettled ? 'settled' : otherMoney(was, note)
}

const isFinal = ({ status }: Known): boolean => status === 'accepted' || status === 'refused'

const forOrder = ({ order, store }: Known) =>
  order === undefined ? {} : { order, ...(store === undefined ? {} : { store }) }
const followed = (was: Known) =>
  was.order === undefined ? {} : { ...forOrder(was), method: was.method, currency: was.currency }

/** What was told too early, now that so much is authorised: each is counted as long as there is enough. */
const keptFor = (was: Known, authorised: number): MessageOf<typeof events>[] => {
  let left = authorised
  return was.kept.map(({ event, amount }) => {
    const { currency } = was
    const too = {
      says: 'captured',
      because: 'tooMuch',
      amount,
      currency,
      reason: null,
      event,
      ...forOrder(was),
    } as const
    if (amount > left) return { type: 'PaymentNotificationIgnored', data: too }
    left -= amount
    return { type: 'PaymentReceived', data: { amount, event, ...followed(was), currency: was.currency } }
  })
}

const changedBy = (was: Known, { says, amount: told, reason, event }: Note): Decision<typeof events> => {
  const named = event === null ? {} : { event }
  const amount = told ?? 0
  switch (says) {
    case 'accepted':
      return [{ type: 'PaymentAccepted', data: { amount, ...named, ...followed(was) } }, ...keptFor(was, amount)]
    case 'refused':
      return [{ type: 'PaymentRefused', data: { reason: reason ?? '', ...named, ...followed(was) } }]
    case 'pending':
      return [{ type: 'PaymentPending', data: { ...named, ...forOrder(was) } }]
    case 'captured': {
      if (event === null) return reject('invalid', 'CaptureWithoutId', {}, 'event')
      return was.status === 'accepted'
        ? [{ type: 'PaymentReceived', data: { amount, event, ...followed(was), currency: was.currency } }]
        : [{ type: 'PaymentCaptureKept', data: { amount, currency: was.currency, event, ...forOrder(was) } }]
    }
  }
}

const noted = (was: Known, note: Note): Decision<typeof events> => {
  const { event, method: _of, ...said } = note
  const because = whyIgnored(was, note)
  if (because === undefined) return changedBy(was, note)
  // An answer that comes late has been overtaken by what was told.
  return event === null
    ? []
    : [{ type: 'PaymentNotificationIgnored', data: { ...said, because, event, ...forOrder(was) } }]
}

/** What came already, once; undefined for news. */
const cameBefore = (was: Known, note: Note): Decision<typeof events> | undefined => {
  const before = note.event === null ? undefined : was.told.get(note.event)
  if (before !== undefined)
    return before === saidIn(note) ? [] : reject('conflict', 'NotificationDiffers', { event: note.event ?? '' })
  return was.told.size >= MOST_TOLD ? reject('conflict', 'TooManyNotifications', { count: MOST_TOLD }) : undefined
}

const notedOnce = (was: Payment, note: Note): Decision<typeof events> => {
  if (was.status === 'absent') return []
  const told = completed(was, note)
  return cameBefore(was, told) ?? noted(was, told)
}

/** Payments know no time. */
const NO_TIME = new Date(0)

/** An answer and what was taken with it are noted together: nothing can come between them. */
const answered = (was: Payment, { taken, ...note }: Answer): Decision<typeof events> => {
  const first = notedOnce(was, note)
  if (isRejection(first) || taken === undefined) return first
  const happened = first.map(event => ({ ...event, at: NO_TIME, commandId: '' }))
  const capture = { ...unsaid, ...taken, method: note.method, says: 'captured' } as const
  const second = notedOnce(fold(evolve, was, happened), capture)
  return isRejection(second) ? second : [...first, ...second]
}

const decide: Decide<Payment, typeof commands, typeof events> = {
  RequestPayment: (payment, asked, { id, facts }) => {
    if (payment.status !== 'absent')
      return isSame(payment, asked) ? [] : reject('conflict', 'PaymentExists', { payment: id }, 'id')
    if (!Uuid.safeParse(id).success) return reject('invalid', 'PaymentIdMalformed', {}, 'id')
    const { method, isTrial, order } = asked
    const { status, isSilent } = facts.of(methodOf, method)
    if (status === 'absent') return reject('invalid', 'PaymentMethodUnknown', { method }, 'method')
    // The order itself waits for what somebody books; another thing that waits would wait for ever.
    if (isSilent && !isTrial) return []
    // An order was placed while its method was offered.
    return status === 'active' || isTrial || order !== undefined
      ? [{ type: 'PaymentRequested', data: asked }]
      : reject('conflict', 'PaymentMethodIsInactive', { method }, 'method')
  },
  NotePayment: (payment, note, { id }) =>
    payment.status === 'absent' || payment.method !== note.method
      ? reject('unknown', 'PaymentUnknown', { payment: id })
      : answered(payment, note),
}

const touches: Touches<Payment, typeof commands, typeof events> = {
  PaymentRequested: () => ['method', 'amount', 'currency', 'reference', 'requestKey', 'isTrial', 'order', 'status'],
  PaymentAccepted: () => ['status'],
  PaymentRefused: () => ['status'],
  PaymentPending: () => ['status'],
  PaymentReceived: () => ['captured'],
  PaymentCaptureKept: () => ['told'],
  PaymentNotificationIgnored: () => ['told'],
}

/** One payment that was asked for, and what its provider said of it; id = UUID made by whoever asks for it. */
export const payment: Decider<Payment, typeof commands, typeof events> = {
  category: 'payment',
  newId: Uuid,
  initial: { status: 'absent' },
  events,
  evolve,
  commands,
  decide,
  touches,
  facts: { RequestPayment: ({ method }) => [{ fact: methodOf, id: method }] },
}
