import type { Kysely } from 'kysely'
import type { Viewer } from '../../domain/viewer.ts'
import type { Database } from '../database.ts'
import { projection, type TablesOf } from '../engine/model/projection.ts'
import { integer, type Stored, table, text, timestamp } from '../engine/model/table.ts'

/** The numbers of all ranges, each with the document that has it. */
export const givenNumbers = projection({
  name: 'given_numbers',
  version: 1,
  tables: {
    given_number: table({
      key: ['range', 'number'],
      columns: {
        range: text(),
        number: integer(),
        /** As people read it. */
        text: text(),
        /** The id of the document, whose kind is that of the range. */
        document: text(),
        givenAt: timestamp(),
      },
    }),
  },
  on: {
    NumberGiven: ({ id, at, data: { number, text, to } }, { given_number }) =>
      given_number.put({ range: id, number, text, document: to, givenAt: at }),
  },
})

declare module '../database.ts' {
  interface Database extends TablesOf<typeof givenNumbers> {}
}

type Row = Stored<(typeof givenNumbers)['tables']['given_number']['columns']>

/** A number of a range that is known, and the document that has it. */
export type GivenNumber = Pick<Row, 'number' | 'text' | 'document' | 'givenAt'>

/** The last numbers of a range, which its viewer may read, newest first. */
export const readLastGiven = (
  _viewer: Viewer,
  db: Kysely<Database>,
  range: string,
  limit: number,
): Promise<GivenNumber[]> =>
  db
    .selectFrom('given_number')
    .select(['number', 'text', 'document', 'givenAt'])
    .where('range', '=', range)
    .orderBy('number', 'desc')
    .limit(limit)
    .execute()
