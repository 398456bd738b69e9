import { digestOf } from '../canonical-json.ts'
import { type BlockHeader, type ChainedHeader, isSigned } from './seal.ts'
import type { BookedSeal, SealBook, Signed } from './seal-book.ts'

/** The database is not as far as the book (`fewer`), or has another seal than the one that was made here (`other`). */
export type Disagreement = { readonly why: 'fewer' | 'other'; readonly made: number; readonly stored: number }

/** `pending`: was written down, and never stored. */
export type Agreement<Header = BlockHeader> =
  | { readonly kind: 'agreed' }
  | { readonly kind: 'pending'; readonly header: Header }
  | ({ readonly kind: 'differs' } & Disagreement)

/** A seal of either kind as it is kept, under the number that it is stored by. */
export type KeptSeal<Header> = Signed<Header> & { readonly publicKey: Buffer; readonly number: number }

type Stored<Header> = {
  readonly seals: { readonly at: (number: number) => Promise<KeptSeal<Header> | undefined> }
  readonly book: SealBook<Header>
  readonly last: KeptSeal<Header> | undefined
}

const isSame = (a: ChainedHeader, b: ChainedHeader): boolean => digestOf(a) === digestOf(b)

/** Whether another process has stored a seal in the place of one that was written down here and got no further. */
const isOvertaken = <Header extends ChainedHeader>(
  { header, isStored }: BookedSeal<Header>,
  there: KeptSeal<Header>,
  book: SealBook<Header>,
): boolean => {
  const publicKeys = [...book.seals().values()].map(seal => seal.header.keyId)
  const isKnown = publicKeys.includes(there.header.keyId)
  return !isStored && isKnown && isSigned(there) && there.header.previous === header.previous
}

/** Whether the seals of the database go on from what was sealed here, and from nothing earlier. */
export const agreementOf = async <Header extends ChainedHeader>({
  seals,
  book,
  last,
}: Stored<Header>): Promise<Agreement<Header>> => {
  const made = [...book.seals().values()].at(-1)
  if (made === undefined) return { kind: 'agreed' }
  const { number, previous } = made.header
  const stored = last?.number ?? -1
  const follows = number === 0 ? stored < 0 : last !== undefined && digestOf(last.header) === previous
  if (stored < number && !made.isStored && follows) return { kind: 'pending', header: made.header }
  if (stored < number) return { kind: 'differs', why: 'fewer', made: number, stored }
  const there = stored === number ? last : await seals.at(number)
  const agrees = there !== undefined && (isSame(there.header, made.header) || isOvertaken(made, there, book))
  return agrees ? { kind: 'agreed' } : { kind: 'differs', why: 'other', made: number, stored }
}
