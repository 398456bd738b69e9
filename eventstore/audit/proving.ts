import type { Pool } from 'pg'
import { v7 } from 'uuid'
import { LOG_STREAM, parsePosition, positionToken, START } from '../event-store.ts'
import { agreementOf } from '../proof/agree.ts'
import { NotAsSealed, type Proof, proofOf } from '../proof/proof-of.ts'
import { BLOCK_EVENTS } from '../proof/seal.ts'
import { SealBookDamaged } from '../proof/seal-book.ts'
import type { StoredSeal } from '../proof/seals.ts'
import { LOOK_MS, REST_MS, type Sealed } from './keep-sealing.ts'
import { askForVerification, listVerifications } from './verifications.ts'

/** Seals of the database are not those that were made here, or nobody knows which were. */
type Differs<Why> = { readonly differs?: { readonly why: Why; readonly made: number } }

/** How much of the log is sealed, and with what. */
type SealStatus = Differs<'fewer' | 'other' | 'unreadable'> & {
  readonly sealed: number
  readonly unsealed: { readonly count: number; readonly isCapped: boolean }
  readonly due: Due
  readonly last?: { readonly number: number; readonly at: Date; readonly keyId: string; readonly link: string }
  readonly trail: Differs<'fewer' | 'other'> & { readonly at?: Date; readonly by: Date }
  readonly publicKey: string
}

/** When what waits is sealed: once so many events do, and at a time at the latest. */
type Due = { readonly block: number; readonly by: Date }

type ProofOrNot =
  | { readonly kind: 'proven'; readonly proof: Proof }
  | { readonly kind: 'unsealed'; readonly due: Due }
  | { readonly kind: 'not as sealed' }

/** What is proven, and where verifications are asked for. */
export type Proven = Omit<Sealed, 'clock'> & { readonly pool: Pool }

const SHOWN = 20
/** Unsealed events are counted up to here: in a shop that works they are fewer than a block. */
const COUNTED = 2_000

/** When what was added since the last seal is sealed at the latest. */
const dueAfter = (last: { readonly header: { readonly sealedAt: string } } | undefined): Date => {
  const due = last === undefined ? 0 : Date.parse(last.header.sealedAt) + REST_MS
  return new Date(Math.max(due, Date.now()) + LOOK_MS)
}

const countBehind = async (
  { store }: Pick<Proven, 'store'>,
  last: StoredSeal | undefined,
): Promise<SealStatus['unsealed']> => {
  const from = last === undefined ? START : parsePosition(last.end)
  const { events } = await store.readAll({ from, limit: COUNTED + 1 })
  const count = events.filter(({ stream }) => stream !== LOG_STREAM).length
  return { count: Math.min(count, COUNTED), isCapped: count > COUNTED }
}

/** Whether the database has the seals that were made here. */
const differenceOf = async (
  { seals, sealBook: book }: Pick<Proven, 'seals' | 'sealBook'>,
  last: StoredSeal | undefined,
): Promise<Pick<SealStatus, 'differs'>> => {
  if (book === undefined) return {}
  try {
    const agreement = await agreementOf({ seals, book, last })
    return agreement.kind === 'differs' ? { differs: { why: agreement.why, made: agreement.made } } : {}
  } catch (error) {
    if (!(error instanceof SealBookDamaged)) throw error
    return { differs: { why: 'unreadable', made: 0 } }
  }
}

/** When the trail was sealed last, and whether the database has the seals of it that were made here. */
const trailStatusOf = async ({ trail: { seals, book } }: Pick<Proven, 'trail'>): Promise<SealStatus['trail']> => {
  const last = await seals.last()
  const at = { by: dueAfter(last), ...(last && { at: new Date(last.header.sealedAt) }) }
  if (book === undefined) return { ...at }
  try {
    const agreement = await agreementOf({ seals, book, last })
    return agreement.kind === 'differs' ? { ...at, differs: { why: agreement.why, made: agreement.made } } : { ...at }
  } catch (error) {
    // The seals of the log are in the same file, and say so.
    if (!(error instanceof SealBookDamaged)) throw error
    return { ...at }
  }
}

/** A live page asks every second; nothing is counted anew while the log and its seals stand still. */
const sealStatusOf = (shop: Proven): (() => Promise<SealStatus>) => {
  let known: { readonly at: string; readonly status: Omit<SealStatus, 'trail' | 'due'> } | undefined
  return async () => {
    const [head, last] = await Promise.all([shop.store.head(), shop.seals.last()])
    const at = `${positionToken(head)} ${last?.number}`
    const due = { block: BLOCK_EVENTS, by: dueAfter(last) }
    const fresh = { due, ...(await differenceOf(shop, last)), trail: await trailStatusOf(shop) }
    if (known?.at === at) return { ...known.status, ...fresh }
    const publicKey = shop.sealKey.publicKey.toString('hex')
    const unsealed = await countBehind(shop, last)
    if (last === undefined) return { sealed: 0, unsealed, publicKey, ...fresh }
    const { number, first, count, sealedAt, keyId, link } = last.header
    const status = { sealed: first + count, unsealed, publicKey, last: { number, at: new Date(sealedAt), keyId, link } }
    known = { at, status }
    return { ...status, ...fresh }
  }
}

const proofOrNot = async (shop: Pick<Proven, 'store' | 'seals'>, eventId: string): Promise<ProofOrNot> => {
  try {
    const proof = await proofOf(shop, eventId.toLowerCase())
    if (proof !== undefined) return { kind: 'proven', proof }
  } catch (error) {
    if (error instanceof NotAsSealed) return { kind: 'not as sealed' }
    throw error
  }
  return { kind: 'unsealed', due: { block: BLOCK_EVENTS, by: dueAfter(await shop.seals.last()) } }
}

/** What can be proven of the log of this shop. */
export const provingOf = (shop: Proven) => ({
  sealStatus: sealStatusOf(shop),
  proofOf: (eventId: string) => proofOrNot(shop, eventId),
  verify: (askedBy: string) => askForVerification(shop.pool, v7(), askedBy),
  verifications: () => listVerifications(shop.pool, SHOWN),
})
