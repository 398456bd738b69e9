import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, sql } from 'kysely'
import { expect, it } from 'vitest'
import { personalText, table, text } from '../../../../projections/engine/model/table.ts'
import { hidePersonal } from '../../../../projections/engine/store/hide-personal.ts'
import { qualifyTables } from '../../../../projections/engine/store/qualify.ts'

const person = table({
  key: ['id'],
  subject: 'subject',
  columns: { id: text(), subject: text(), name: personalText() },
  search: ['name'],
})
const visit = table({ key: ['id'], columns: { id: text(), person: text() } })
const serving = new Map(['person', 'visit'].map(name => [name, { model: 'people', schema: 'people_v1_g1' }]))

type Tables = { person: { id: string; name: string | null }; visit: { id: string; person: string } }
const db = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: of => new PostgresIntrospector(of),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
})
  .withPlugin(qualifyTables(serving))
  .withPlugin(hidePersonal(new Map(Object.entries({ person, visit })), "it's hidden"))

const HIDDEN =
  '(select "id", "subject", case when "name" is not null then \'it\'\'s hidden\' end as "name", "search_vector", ' +
  'null::tsvector as "personal_search_vector", "last_position", "last_event_id" from "people_v1_g1"."person")'

it('queries read a table without what is personal, under the name that they call it by', () => {
  expect(db.selectFrom('person').select('person.name').compile().sql).toBe(
    `select "person"."name" from ${HIDDEN} as "person"`,
  )
  expect(db.selectFrom('person as p').select('p.name').compile().sql).toBe(`select "p"."name" from ${HIDDEN} as "p"`)
})

it('so do joins, subqueries and parts of queries that were put together before', () => {
  const joined = db.selectFrom('visit').innerJoin('person', 'person.id', 'visit.person').selectAll('person')
  expect(joined.compile().sql).toBe(
    `select "person".* from "people_v1_g1"."visit" inner join ${HIDDEN} as "person" on "person"."id" = "visit"."person"`,
  )
  const part = db.selectFrom('person').select('id')
  const whole = db.selectFrom('visit').select(sql<number>`(select count(*) from (${part}) as found)`.as('count'))
  expect(whole.compile().sql.split(HIDDEN)).toHaveLength(2)
})

it('a table in which nothing is personal is read as it is', () => {
  expect(db.selectFrom('visit').selectAll().compile().sql).toBe('select * from "people_v1_g1"."visit"')
})
