import type { Pool } from 'pg'
import { ensureAppSchema } from '../app-schema.ts'
import { addNext } from './add-next.ts'
import { type BlockHeader, namesOf, type Seal } from './seal.ts'

const COLUMNS = 'number, header, signature, public_key, leaves, names, end_position'
const INSERT = `insert into app.seal (${COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7)`

/** A seal under the number that it is stored by. */
export type StoredSeal = Seal & { readonly number: number }

export type Seals = {
  readonly last: () => Promise<StoredSeal | undefined>
  readonly at: (number: number) => Promise<StoredSeal | undefined>
  /**
   * False, and nothing is stored, when a seal with its number is there already.
   * @param write Called before it is stored, while no other process can store one.
   */
  readonly add: (seal: Seal, write?: () => void) => Promise<boolean>
  /** In their order; those that are added meanwhile are left out. */
  readonly all: () => AsyncGenerator<StoredSeal, void>
  /** The seal that names an event, and the event's place in its block. */
  readonly holding: (eventId: string) => Promise<{ readonly seal: StoredSeal; readonly at: number } | undefined>
}

type Row = {
  readonly number: number
  readonly header: BlockHeader
  readonly signature: Buffer
  readonly public_key: Buffer
  readonly leaves: Buffer
  readonly names: string
  readonly end_position: string
}

const sealOf = ({ public_key: publicKey, end_position: end, ...row }: Row): StoredSeal => ({ ...row, publicKey, end })

const add = (pool: Pool, seal: Seal, write: () => void): Promise<boolean> => {
  const { header, signature, publicKey, leaves, names, end } = seal
  const { number } = header
  const values = [number, header, signature, publicKey, leaves, names, end]
  return addNext(pool, { table: 'app.seal', number, insert: INSERT, values, write })
}

/** Opens the seals in schema `app`, making their table when it is missing. */
export const openSeals = async (pool: Pool): Promise<Seals> => {
  await ensureAppSchema(pool)
  const select = async (rest: string, values: unknown[] = []) =>
    (await pool.query<Row>(`select ${COLUMNS} from app.seal ${rest}`, values)).rows.map(sealOf)
  const last = async () => (await select('order by number desc limit 1'))[0]
  return {
    last,
    at: async number => (await select('where number = $1', [number]))[0],
    add: (seal, write = () => undefined) => add(pool, seal, write),
    all: async function* () {
      const end = (await last())?.number ?? -1
      for (let number = -1; number < end; ) {
        const page = await select('where number > $1 and number <= $2 order by number limit 16', [number, end])
        yield* page
        number = page.at(-1)?.number ?? end
      }
    },
    holding: async eventId => {
      // The names of a block are one JSON text: an id stands first in its list.
      const found = await select('where position($1 in names) > 0 order by number', [`[${JSON.stringify(eventId)},`])
      for (const seal of found) {
        const at = namesOf(seal).findIndex(({ id }) => id === eventId)
        if (at >= 0) return { seal, at }
      }
      return undefined
    },
  }
}
