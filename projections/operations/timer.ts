import type { Kysely } from 'kysely'
import type { z } from 'zod'
import type { Schemas } from '../../domain/decider.ts'
import { draft } from '../../domain/orders/draft.ts'
import { keptOtherwise } from '../../domain/orders/draft-state.ts'
import { order } from '../../domain/orders/order.ts'
import { user } from '../../domain/people/user.ts'
import { claim } from '../../domain/shared/claim.ts'
import type { Database } from '../database.ts'
import { type ProjectedEvent, projection, type TablesOf, type Writers } from '../engine/model/projection.ts'
import { json, table, text, timestamp } from '../engine/model/table.ts'

const CLAIM_MINUTES = 10
/** For the event of whoever leaves the administrators, which comes at once unless the server breaks down before it. */
const LEAVING_MINUTES = 10

const minutesAfter = (at: Date, minutes: number): Date => new Date(at.getTime() + minutes * 60_000)

const tables = {
  /** One due command per thing and command; setting it again moves it. */
  timer: table({
    key: ['category', 'id', 'command'],
    columns: {
      category: text(),
      /** What the command is sent to. */
      id: text(),
      command: text(),
      /** The event that set it; the command's id derives from it. */
      eventId: text(),
      /** That event's, which the command carries on. */
      correlationId: text(),
      dueAt: timestamp(),
      data: json<Readonly<Record<string, string>>>(),
    },
    indexes: [['dueAt']],
  }),
  /** Claims in use: a renewal that comes behind its own registration must not set them to expire again. */
  claim_used: table({ key: ['claim'], columns: { claim: text() } }),
}

type Target<C extends Schemas> = { readonly category: string; readonly commands: C }

/** The key of a timer: the command it sends, and to what. */
const keyOf = <C extends Schemas, Type extends keyof C & string>(
  { category }: Target<C>,
  id: string,
  command: Type,
) => ({ category, id, command })

/** A command that is due later, typed by its decider. */
const due = <C extends Schemas, Type extends keyof C & string>(
  target: Target<C>,
  id: string,
  command: Type,
  data: z.input<C[Type]> & Readonly<Record<string, string>>,
) => ({ ...keyOf(target, id, command), data })

const expireClaim = (
  { id, eventId, correlationId, at, data: { owner } }: ProjectedEvent<'ClaimMade'> | ProjectedEvent<'ClaimRenewed'>,
  { timer }: Writers<typeof tables>,
) =>
  timer.put({
    ...due(claim, id, 'ExpireClaim', { owner, heldSince: at.toISOString() }),
    eventId,
    correlationId,
    dueAt: minutesAfter(at, CLAIM_MINUTES),
  })

const forgetTimer = (id: string, { timer }: Writers<typeof tables>) => timer.remove(keyOf(claim, id, 'ExpireClaim'))

/** Of what was named before names were claimed there is none. */
const useClaim = (id: string | undefined, writers: Writers<typeof tables>) =>
  id === undefined ? [] : [forgetTimer(id, writers), writers.claim_used.put({ claim: id })]

const forgetClaim = (id: string, writers: Writers<typeof tables>) => [
  forgetTimer(id, writers),
  writers.claim_used.remove({ claim: id }),
]

const confirmAdministrator = (
  { eventId, correlationId, at, data }: ProjectedEvent<'AdministratorLeft'>,
  { timer }: Writers<typeof tables>,
) =>
  timer.put({
    ...due(user, data.user, 'ConfirmAdministrator', {}),
    eventId,
    correlationId,
    dueAt: minutesAfter(at, LEAVING_MINUTES),
  })

const hasLeft = ({ id }: { readonly id: string }, { timer }: Writers<typeof tables>) =>
  timer.remove(keyOf(user, id, 'ConfirmAdministrator'))

type Woken = ProjectedEvent<
  | 'OrderAmended'
  | 'OrderAdvanced'
  | 'UnitsShipped'
  | 'UnitsDelivered'
  | 'UnitsReserved'
  | 'UnitsMissing'
  | 'OrderLinesCancelled'
  | 'OrderLinesReturned'
  | 'OrderHeld'
  | 'OrderReleased'
  | 'PaymentAuthorized'
  | 'PaymentFailed'
  | 'PaymentCaptured'
  | 'RefundSettled'
>

const wakeAt = (
  { id, eventId, correlationId }: Pick<ProjectedEvent, 'id' | 'eventId' | 'correlationId'>,
  dueAt: string,
  { timer }: Writers<typeof tables>,
) => timer.put({ ...due(order, id, 'TimeOut', {}), eventId, correlationId, dueAt: new Date(dueAt) })

/** Each event of an order says when time moves its units next, where that is another moment than before. */
const wakeOrder = (event: Woken, writers: Writers<typeof tables>) => {
  const { wakesAt } = event.data
  if (wakesAt === undefined) return []
  return wakesAt === null ? writers.timer.remove(keyOf(order, event.id, 'TimeOut')) : wakeAt(event, wakesAt, writers)
}

type Kept = ProjectedEvent<
  | 'DraftStarted'
  | 'DraftTermsSet'
  | 'DraftLinesSet'
  | 'DraftDetailsFilledIn'
  | 'DraftPriceAgreed'
  | 'DraftPriceAgreementDropped'
  | 'DraftResumed'
>

/** Whoever works on a draft keeps it for as long again. */
const keepDraft = ({ id, eventId, correlationId, data: { dueAt } }: Kept, { timer }: Writers<typeof tables>) =>
  timer.put({ ...due(draft, id, 'ExpireDraft', {}), eventId, correlationId, dueAt: new Date(dueAt) })

const closeDraft = ({ id }: { readonly id: string }, { timer }: Writers<typeof tables>) =>
  timer.remove(keyOf(draft, id, 'ExpireDraft'))

/** What was abandoned is erased in the end. */
const abandonDraft = (
  { id, eventId, correlationId, at, data: { keptUntil } }: ProjectedEvent<'DraftAbandoned'>,
  { timer }: Writers<typeof tables>,
) => [
  timer.remove(keyOf(draft, id, 'ExpireDraft')),
  timer.put({
    ...due(draft, id, 'EraseDraft', {}),
    eventId,
    correlationId,
    dueAt: keptUntil === undefined ? keptOtherwise(at) : new Date(keptUntil),
  }),
]

/**
 * Commands that are due at a moment, until a later event takes them back. A claim is given up unless what it was made
 * for is stored in time.
 */
export const timers = projection({
  name: 'timers',
  version: 13,
  tables,
  on: {
    ClaimMade: expireClaim,
    ClaimRenewed: expireClaim,
    ClaimReleased: ({ id }, tables) => forgetClaim(id, tables),
    ClaimExpired: ({ id }, tables) => forgetClaim(id, tables),
    CustomerRegistered: ({ data: { emailClaim } }, tables) => useClaim(emailClaim, tables),
    CustomerEmailChanged: ({ data: { emailClaim } }, tables) => useClaim(emailClaim, tables),
    RoleCreated: ({ data: { nameClaim } }, tables) => useClaim(nameClaim, tables),
    RoleRenamed: ({ data: { nameClaim } }, tables) => useClaim(nameClaim, tables),
    GroupCreated: ({ data: { nameClaim } }, tables) => useClaim(nameClaim, tables),
    GroupRenamed: ({ data: { nameClaim } }, tables) => useClaim(nameClaim, tables),
    WarehouseOpened: ({ data: { nameClaim } }, tables) => useClaim(nameClaim, tables),
    WarehouseRenamed: ({ data: { nameClaim } }, tables) => useClaim(nameClaim, tables),
    WarehouseNameClaimed: ({ data: { nameClaim } }, tables) => useClaim(nameClaim, tables),
    StoreOpened: ({ data: { nameClaim } }, tables) => useClaim(nameClaim, tables),
    StoreRenamed: ({ data: { nameClaim } }, tables) => useClaim(nameClaim, tables),
    CarrierAdded: ({ data: { nameClaim } }, tables) => useClaim(nameClaim, tables),
    CarrierRenamed: ({ data: { nameClaim } }, tables) => useClaim(nameClaim, tables),
    TaxRateCreated: ({ data: { nameClaim } }, tables) => useClaim(nameClaim, tables),
    TaxRateCorrected: ({ data: { nameClaim } }, tables) => useClaim(nameClaim, tables),
    TaxSetCreated: ({ data: { nameClaim } }, tables) => useClaim(nameClaim, tables),
    TaxSetRenamed: ({ data: { nameClaim } }, tables) => useClaim(nameClaim, tables),
    NumberRangeOpened: ({ data: { prefixClaim } }, tables) => useClaim(prefixClaim, tables),
    NumberRangeChanged: ({ data: { prefixClaim } }, tables) => useClaim(prefixClaim, tables),
    UserCreated: ({ data: { emailClaim } }, tables) => useClaim(emailClaim, tables),
    UserEmailChanged: ({ data: { emailClaim } }, tables) => useClaim(emailClaim, tables),
    AdministratorLeft: confirmAdministrator,
    UserBlocked: hasLeft,
    UserDeleted: hasLeft,
    UserGroupsChanged: hasLeft,
    OrderPlaced: (event, tables) => (event.data.dueAt === undefined ? [] : wakeAt(event, event.data.dueAt, tables)),
    OrderAmended: wakeOrder,
    OrderAdvanced: wakeOrder,
    UnitsShipped: wakeOrder,
    UnitsDelivered: wakeOrder,
    UnitsReserved: wakeOrder,
    UnitsMissing: wakeOrder,
    OrderLinesCancelled: wakeOrder,
    OrderLinesReturned: wakeOrder,
    OrderHeld: wakeOrder,
    OrderReleased: wakeOrder,
    PaymentAuthorized: wakeOrder,
    PaymentFailed: wakeOrder,
    PaymentCaptured: (event, tables) => [wakeOrder(event, tables), useClaim(event.data.captureClaim, tables)].flat(),
    RefundSettled: wakeOrder,
    DraftStarted: keepDraft,
    DraftTermsSet: keepDraft,
    DraftLinesSet: keepDraft,
    DraftDetailsFilledIn: keepDraft,
    DraftPriceAgreed: keepDraft,
    DraftPriceAgreementDropped: keepDraft,
    DraftResumed: (event, tables) => [
      keepDraft(event, tables),
      tables.timer.remove(keyOf(draft, event.id, 'EraseDraft')),
    ],
    DraftPlaced: closeDraft,
    DraftAbandoned: abandonDraft,
    DraftErased: ({ id }, { timer }) => timer.remove(keyOf(draft, id, 'EraseDraft')),
  },
  // A timer is taken back by the stream of whom it is about: both wait for each other.
  sequence: ({ id, data }) => {
    if ('user' in data && data.user !== null) return data.user
    if ('emailClaim' in data) return data.emailClaim ?? id
    if ('prefixClaim' in data) return data.prefixClaim
    return 'nameClaim' in data ? (data.nameClaim ?? id) : id
  },
})

declare module '../database.ts' {
  interface Database extends TablesOf<typeof timers> {}
}

/** Timers that are due, oldest first, but those of claims in use. */
export const dueTimers = (db: Kysely<Database>, now: Date) =>
  db
    .selectFrom('timer')
    .leftJoin('claim_used', 'claim_used.claim', 'timer.id')
    .selectAll('timer')
    .where('dueAt', '<=', now)
    .where('claim_used.claim', 'is', null)
    .orderBy('dueAt')
    .limit(200)
    .execute()
