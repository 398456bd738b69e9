import type { Pool } from 'pg'
import { ensureAppSchema } from '../app-schema.ts'
import { addNext } from '../proof/add-next.ts'
import { openTrailBook, type SealBook } from '../proof/seal-book.ts'
import type { TrailHeader, TrailSeal } from './seal.ts'

const COLUMNS = 'number, header, signature, public_key, blocks'
const INSERT = `insert into app.trail_seal (${COLUMNS}) values ($1, $2, $3, $4, $5)`

/** A seal under the number that it is stored by. */
export type StoredTrailSeal = TrailSeal & { readonly number: number }

export type TrailSeals = {
  readonly last: () => Promise<StoredTrailSeal | undefined>
  readonly at: (number: number) => Promise<StoredTrailSeal | undefined>
  /**
   * False, and nothing is stored, when a seal with its number is there already.
   * @param write Called before it is stored, while no other process can store one.
   */
  readonly add: (seal: TrailSeal, write?: () => void) => Promise<boolean>
  /** In their order; those that are added meanwhile are left out. */
  readonly all: () => AsyncGenerator<StoredTrailSeal, void>
}

/** The trail of those who audit, and its seals. */
export type Trail = {
  readonly pool: Pool
  readonly seals: TrailSeals
  /** What was sealed here. */
  readonly book?: SealBook<TrailHeader>
}

type Row = Pick<StoredTrailSeal, 'number' | 'header' | 'signature' | 'blocks'> & { readonly public_key: Buffer }

const sealOf = ({ public_key: publicKey, ...row }: Row): StoredTrailSeal => ({ ...row, publicKey })

const trailSeals = (pool: Pool): TrailSeals => {
  const select = async (rest: string, values: unknown[] = []) =>
    (await pool.query<Row>(`select ${COLUMNS} from app.trail_seal ${rest}`, values)).rows.map(sealOf)
  const last = async () => (await select('order by number desc limit 1'))[0]
  return {
    last,
    at: async number => (await select('where number = $1', [number]))[0],
    add: ({ header, signature, publicKey, blocks }, write = () => undefined) => {
      const { number } = header
      const values = [number, header, signature, publicKey, blocks]
      return addNext(pool, { table: 'app.trail_seal', number, insert: INSERT, values, write })
    },
    all: async function* () {
      const end = (await last())?.number ?? -1
      for (let number = -1; number < end; ) {
        const page = await select('where number > $1 and number <= $2 order by number limit 16', [number, end])
        yield* page
        number = page.at(-1)?.number ?? end
      }
    },
  }
}

/** Opens the trail in schema `app`, making its tables when they are missing. @param file Where seals are written down. */
export const openTrail = async (pool: Pool, file?: string): Promise<Trail> => {
  await ensureAppSchema(pool)
  return { pool, seals: trailSeals(pool), ...(file === undefined ? {} : { book: openTrailBook(file) }) }
}
