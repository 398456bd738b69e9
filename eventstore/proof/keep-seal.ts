import { digestOf } from '../canonical-json.ts'
import { agreementOf, type Disagreement, type KeptSeal } from './agree.ts'
import type { ChainedHeader } from './seal.ts'
import { type SealBook, SealBookDamaged, type Signed } from './seal-book.ts'
import type { SealKey } from './seal-key.ts'

/** Nothing can be sealed further: it is not what the seals are of, or the last seal is forged. Verifying says where. */
export class CanNotSeal extends Error {
  override readonly name = 'CanNotSeal'
}

export const asCanNotSeal = (error: unknown): never => {
  throw error instanceof SealBookDamaged ? new CanNotSeal(error.message) : error
}

type Goes<Header> = {
  /** What such a seal is called. */
  readonly what: string
  readonly seals: { readonly at: (number: number) => Promise<KeptSeal<Header> | undefined> }
  /** What was sealed before. Nothing is sealed below it. */
  readonly book?: SealBook<Header>
  readonly key: SealKey
}

/** The seal that was written down and has to be stored first, if there is one. @throws CanNotSeal */
export const pendingOf = async <Header extends ChainedHeader>(
  { what, seals, book, key }: Goes<Header>,
  last: KeptSeal<Header> | undefined,
): Promise<Header | undefined> => {
  if (book === undefined) return undefined
  const agreement = await agreementOf({ seals, book, last })
  if (agreement.kind === 'pending') return agreement.header
  if (agreement.kind === 'differs') throw new CanNotSeal(differenceText(what, book.file, agreement))
  if (last !== undefined && last.publicKey.equals(key.publicKey)) noteOther(book, last)
  return undefined
}

/** What another server has sealed with this key can not be taken back either. */
const noteOther = <Header extends ChainedHeader>(
  book: SealBook<Header>,
  { header, signature, number }: KeptSeal<Header>,
): void => {
  const booked = book.seals().get(number)
  if (booked?.isStored === true) return
  if (booked === undefined || digestOf(booked.header) !== digestOf(header)) book.begin({ header, signature })
  book.stored(number)
}

const differenceText = (what: string, file: string, { why, made, stored }: Disagreement): string =>
  why === 'fewer'
    ? `${what} ${made} was made here, as ${file} says, but the database has ${stored < 0 ? 'none' : `only those up to ${stored}`}: seals were taken away, or an older state was restored. If you restored it, move that file away; if this is another shop, give it a DAYBOOK_HOME of its own`
    : `${what} ${made} in the database is not the one that was made here, as ${file} says: it was sealed anew by somebody else`

/** What is sealed has to be what it was when the seal was written down. */
export const refuseOther = <Header extends ChainedHeader>(
  pending: Header,
  { header }: Signed<Header>,
  what: string,
): void => {
  if (digestOf(pending) !== digestOf(header))
    throw new CanNotSeal(`the ${what} of seal ${pending.number} are not those it was made of, or the key is another`)
}

type Kept<Header, Seal> = {
  readonly seals: { readonly add: (seal: Seal, write: () => void) => Promise<boolean> }
  readonly book?: SealBook<Header>
}

/** Writes a seal down where it can not be taken back, then stores it. @returns false when another has its number by now */
export const keep = async <Header extends ChainedHeader, Seal extends Signed<Header>>(
  { seals, book }: Kept<Header, Seal>,
  seal: Seal,
): Promise<boolean> => {
  const { number } = seal.header
  const isStored = await seals.add(seal, () => {
    if (book?.seals().get(number) === undefined) book?.begin(seal)
  })
  if (isStored) book?.stored(number)
  return isStored
}
