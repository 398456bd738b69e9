import { z } from 'zod'
import { type Decide, type Decider, type Decision, type Evolve, fact, reject, type Touches } from '../decider.ts'
import { Currency } from '../shared/currency.ts'
import { AskedKey, Uuid } from '../shared/id.ts'
import { MAX_AMOUNT } from '../shared/limits.ts'
import { Minor } from '../shared/money.ts'
import { emptyMap, type PersistentMap } from '../shared/persistent-map.ts'
import { paymentMethod } from './payment-method.ts'

/** What a provider says of a payment, in its answer and by itself. */
export const paymentSays = ['accepted', 'refused', 'pending'] as const
type Says = (typeof paymentSays)[number]

/** Why something that a provider told changes nothing: it is so already, settled otherwise, or of other money. */
export const ignoredReasons = ['known', 'settled', 'otherCurrency', 'tooMuch'] as const

/** The provider's id of what it told; none where it is its answer to the request. */
const Told = { event: z.string().optional() }

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
  }),
  /** `amount`: as much is authorised, never more than was asked for. */
  PaymentAccepted: z.strictObject({ amount: Minor, ...Told }),
  PaymentRefused: z.strictObject({ reason: z.string(), ...Told }),
  PaymentPending: z.strictObject(Told),
  PaymentNotificationIgnored: z.strictObject({
    says: z.enum(paymentSays),
    because: z.enum(ignoredReasons),
    amount: Minor.nullable(),
    currency: Currency.nullable(),
    reason: z.string().nullable(),
    ...Told,
  }),
}

type Known = Omit<z.infer<typeof events.PaymentRequested>, 'isTrial'> & {
  readonly status: 'requested' | Says
  readonly isTrial: boolean
  /** As much was accepted; 0 until then. */
  readonly authorised: number
  /** What was told under which id of the provider. */
  readonly told: PersistentMap<string>
}
type Payment = { readonly status: 'absent' } | Known

const Note = z.strictObject({
  /** Of whoever tells it: a method knows nothing of payments of another. */
  method: AskedKey,
  event: z.string().trim().min(1).max(200).nullable(),
  says: z.enum(paymentSays),
  amount: z.int().min(1).max(MAX_AMOUNT).nullable(),
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
  }[says]
  return JSON.stringify([says, ...parts])
}

const noting = (payment: Payment, event: string | undefined, said: string, status?: Says): Payment =>
  payment.status === 'absent'
    ? payment
    : {
        ...payment,
        status: status ?? payment.status,
        told: event === undefined ? payment.told : payment.told.with(event, said),
      }

/** Of what is not said in an event of this kind there is nothing. */
const unsaid = { amount: null, currency: null, reason: null }

const evolve: Evolve<Payment, typeof events> = {
  PaymentRequested: (_, data) => ({ status: 'requested', ...data, authorised: 0, told: emptyMap<string>() }),
  PaymentAccepted: (payment, { amount, event }) => {
    if (payment.status === 'absent') return payment
    const said = saidIn({ ...unsaid, says: 'accepted', amount, currency: payment.currency })
    return noting({ ...payment, authorised: amount }, event, said, 'accepted')
  },
  PaymentRefused: (payment, { reason, event }) =>
    noting(payment, event, saidIn({ ...unsaid, says: 'refused', reason }), 'refused'),
  PaymentPending: (payment, { event }) => noting(payment, event, saidIn({ ...unsaid, says: 'pending' }), 'pending'),
  PaymentNotificationIgnored: (payment, { event, ...said }) => noting(payment, event, saidIn(said)),
}

const commands = {
  RequestPayment: z.strictObject({
    method: AskedKey,
    amount: z.int().min(1).max(MAX_AMOUNT),
    currency: Currency,
    reference: z.string().trim().min(1).max(140),
    requestKey: z.string().trim().min(1).max(255),
    isTrial: z.boolean(),
  }),
  /** Sent when a provider has answered, or told something by itself. */
  NotePayment: Note,
}
type Request = z.infer<typeof commands.RequestPayment>

/** More than any provider has to tell of one payment. */
const MOST_TOLD = 200

/** Whether there is a method, and one that is active. */
const methodStatus = fact(paymentMethod, ({ status }) => status)

const isSame = (was: Known, asked: Request): boolean =>
  was.method === asked.method &&
  was.amount === asked.amount &&
  was.currency === asked.currency &&
  was.reference === asked.reference &&
  was.requestKey === asked.requestKey

/** What is not of its kind left out, and what it leaves open filled in. */
const completed = (was: Known, { amount, currency, reason, ...note }: Note): Note => {
  if (note.says === 'accepted')
    return { ...note, ...unsaid, amount: amount ?? was.amount, currency: currency ?? was.currency }
  return { ...note, ...unsaid, reason: note.says === 'refused' ? (reason ?? '') : null }
}

const otherMoney = (was: Known, { says, amount, currency }: Note) => {
  if (says !== 'accepted') return undefined
  if (currency !== was.currency) return 'otherCurrency'
  return (amount ?? 0) > was.amount ? 'tooMuch' : undefined
}

const isKnown = ({ status, authorised, currency }: Known, note: Note): boolean =>
  status === note.says && (note.says !== 'accepted' || (note.amount === authorised && note.currency === currency))

/** What is settled stays so: neither a delayed nor another word changes it. */
const whyIgnored = (was: Known, note: Note): (typeof ignoredReasons)[number] | undefined => {
  if (isKnown(was, note)) return 'known'
  return was.status === 'accepted' || was.status === 'refused' ? 'settled' : otherMoney(was, note)
}

const changedBy = ({ says, amount, reason, event }: Note): Decision<typeof events> => {
  const told = event === null ? {} : { event }
  if (says === 'accepted') return [{ type: 'PaymentAccepted', data: { amount: amount ?? 0, ...told } }]
  if (says === 'refused') return [{ type: 'PaymentRefused', data: { reason: reason ?? '', ...told } }]
  return [{ type: 'PaymentPending', data: told }]
}

const noted = (was: Known, note: Note): Decision<typeof events> => {
  const { event, method: _of, ...said } = note
  const because = whyIgnored(was, note)
  if (because === undefined) return changedBy(note)
  // An answer that comes late has been overtaken by what was told.
  return event === null ? [] : [{ type: 'PaymentNotificationIgnored', data: { ...said, because, event } }]
}

/** What came already, once; undefined for news. */
const cameBefore = (was: Known, note: Note): Decision<typeof events> | undefined => {
  const before = note.event === null ? undefined : was.told.get(note.event)
  if (before !== undefined)
    return before === saidIn(note) ? [] : reject('conflict', 'NotificationDiffers', { event: note.event ?? '' })
  return was.told.size >= MOST_TOLD ? reject('conflict', 'TooManyNotifications', { count: MOST_TOLD }) : undefined
}

const notedOnce = (was: Known, note: Note): Decision<typeof events> => cameBefore(was, note) ?? noted(was, note)

const decide: Decide<Payment, typeof commands, typeof events> = {
  RequestPayment: (payment, asked, { id, facts }) => {
    if (payment.status !== 'absent')
      return isSame(payment, asked) ? [] : reject('conflict', 'PaymentExists', { payment: id }, 'id')
    if (!Uuid.safeParse(id).success) return reject('invalid', 'PaymentIdMalformed', {}, 'id')
    const { method, isTrial } = asked
    const status = facts.of(methodStatus, method)
    if (status === 'absent') return reject('invalid', 'PaymentMethodUnknown', { method }, 'method')
    return status === 'active' || isTrial
      ? [{ type: 'PaymentRequested', data: asked }]
      : reject('conflict', 'PaymentMethodIsInactive', { method }, 'method')
  },
  NotePayment: (payment, note, { id }) =>
    payment.status === 'absent' || payment.method !== note.method
      ? reject('unknown', 'PaymentUnknown', { payment: id })
      : notedOnce(payment, completed(payment, note)),
}

const touches: Touches<Payment, typeof commands, typeof events> = {
  PaymentRequested: () => ['method', 'amount', 'currency', 'reference', 'requestKey', 'isTrial', 'status'],
  PaymentAccepted: () => ['status'],
  PaymentRefused: () => ['status'],
  PaymentPending: () => ['status'],
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
  facts: { RequestPayment: ({ method }) => [{ fact: methodStatus, id: method }] },
}
