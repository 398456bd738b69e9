import { Kysely, PostgresDialect } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { localDate } from '../../../../domain/shared/local-time.ts'
import { indexesFor, list } from '../../../../projections/engine/list/list.ts'
import { countList } from '../../../../projections/engine/list/list-count.ts'
import { parseListQuery } from '../../../../projections/engine/list/list-query.ts'
import { readList } from '../../../../projections/engine/list/list-read.ts'
import { date, integer, table, text, timestamp } from '../../../../projections/engine/model/table.ts'
import { createIndexes, createTables } from '../../../../projections/engine/store/generation-schema.ts'
import { rowStore } from '../../../../projections/engine/store/rows.ts'
import type { TestDatabase } from '../../../support/cluster.ts'
import { createDatabase } from '../../../support/database.ts'

const reading = {
  key: 'id',
  sorts: {
    at: { column: 'at', direction: 'asc', isRanged: true },
    units: { column: 'units', direction: 'asc' },
  },
  filters: { on: { kind: 'days', column: 'on', of: 'day', along: 'at' } },
} as const
const visit = table({
  key: ['id'],
  columns: { id: text(), at: timestamp(), on: date(), units: integer() },
  indexes: indexesFor(reading),
})
const visits = list({ table: 'visit', ...reading, defaultSort: 'at', search: false })
const reader = { timeZone: 'Europe/London', may: new Set<never>() }

// As far from each other as places are, one with half an hour and one whose clocks change within these days.
const ZONES = ['Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Asia/Kolkata', 'Europe/Berlin', 'Etc/GMT+12']
const START = Date.UTC(2026, 9, 23)
const HOURS = 24 * 5

const rows = ZONES.flatMap((zone, place) =>
  Array.from({ length: HOURS }, (_, hour) => {
    const at = new Date(START + hour * 3_600_000)
    return { id: `${zone} ${hour}`, at, on: localDate(at, zone), units: (hour * 7 + place) % 11 }
  }),
)

let database: TestDatabase
let db: Kysely<Record<string, Record<string, unknown>>>

beforeAll(async () => {
  database = await createDatabase()
  const client = await database.pool.connect()
  await createTables(client, 'shop', { visit })
  await createIndexes(client, 'shop', { visit })
  const slots = rows.map(row => ({ table: 'visit', key: [row.id], row, written: true, position: '0', eventId: 'x' }))
  await rowStore('shop', 'visit', visit).upsert(client, slots)
  client.release()
  db = new Kysely<Record<string, Record<string, unknown>>>({
    dialect: new PostgresDialect({ pool: database.pool }),
  }).withSchema('shop')
})
afterAll(() => database.close())

it.each(['at', '-at', 'units', '-units'])(
  'finds what was on a day where it was, wherever that is, in the order of %s',
  async sort => {
    for (const day of ['2026-10-24', '2026-10-25', '2026-10-26']) {
      const filter = `on.from=${day}&on.to=${day}`
      const query = parseListQuery(visits, new URLSearchParams(`${filter}&sort=${sort}&limit=500`))
      const { rows: found } = await readList<{ id: string }>(reader, db, visits, query)
      const meant = rows.filter(({ on }) => on === day).map(({ id }) => id)
      expect(found.map(({ id }) => id).sort()).toEqual(meant.sort())
      expect(await countList(reader, db, visits, filter)).toEqual({ count: meant.length, capped: false })
    }
  },
)
