import { canonicalJson, digestOf } from '../canonical-json.ts'
import { type ChainedHeader, NO_HEADER, namesDigest } from '../proof/seal.ts'
import type { SealKey } from '../proof/seal-key.ts'
import type { Block } from './blocks.ts'
import type { TrailTable } from './tables.ts'

/** The rows of a table with numbers above `after` up to `last`; above nothing when `after` is 0. */
export type Range = { readonly after: number; readonly last: number; readonly rows: number }

/** What is signed of the rows that were added to the trail since the seal before. Hashes are SHA-256, hexadecimal. */
export type TrailHeader = ChainedHeader & {
  readonly tables: Readonly<Record<TrailTable, Range>>
  /** Over the text of the blocks. */
  readonly blocks: string
}

export type Blocks = Readonly<Record<TrailTable, readonly Block[]>>

/** A seal of the trail as it is kept. Nothing of it is believed before its signature and digests have been checked. */
export type TrailSeal = {
  readonly header: TrailHeader
  readonly signature: Buffer
  readonly publicKey: Buffer
  /** JSON of the blocks of each table. They tell where a range is not what it was. */
  readonly blocks: string
}

/** The blocks of a seal. Their digest has to be checked before. */
export const blocksIn = ({ blocks }: Pick<TrailSeal, 'blocks'>): Blocks => JSON.parse(blocks) as Blocks

/** What a header has to say, given the one before it. */
export const placeBehind = (before: TrailHeader | undefined): Pick<TrailHeader, 'number' | 'previous'> =>
  before === undefined ? { number: 0, previous: NO_HEADER } : { number: before.number + 1, previous: digestOf(before) }

export const rangeOf = (after: number, blocks: readonly Block[]): Range => ({
  after,
  last: blocks.at(-1)?.last ?? after,
  rows: blocks.reduce((sum, { rows }) => sum + rows, 0),
})

/** Where a table was sealed up to. */
export const sealedUpTo = (header: TrailHeader | undefined, table: TrailTable): number =>
  header?.tables[table].last ?? 0

/** Seals the blocks of rows that follow a header. */
export const sealTables = (before: TrailHeader | undefined, blocks: Blocks, key: SealKey, at: Date): TrailSeal => {
  const text = JSON.stringify(blocks)
  const range = (table: TrailTable) => rangeOf(sealedUpTo(before, table), blocks[table])
  const header: TrailHeader = {
    ...placeBehind(before),
    tables: { access: range('access'), export: range('export'), verification: range('verification') },
    blocks: namesDigest(text),
    sealedAt: at.toISOString(),
    keyId: key.keyId,
  }
  return { header, signature: key.sign(canonicalJson(header)), publicKey: key.publicKey, blocks: text }
}
