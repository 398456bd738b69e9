import type { ListDefinition, ListPage, ListQuery } from './list.ts'
import { isSeen, type Reader } from './list-conditions.ts'
import { readList } from './list-read.ts'
import type { Loose } from './list-rows.ts'

/**
 * The two usual queries about the rows of a list's table: a page of them, and one by its key (undefined without one). The
 * database is that of the request.
 */
export const reading = <Row extends object>(definition: ListDefinition) => ({
  page: (viewer: Reader, database: object, query: ListQuery): Promise<ListPage<Row>> =>
    readList<Row>(viewer, database, definition, query),
  one: async (viewer: Reader, database: object, key: string): Promise<Row | undefined> => {
    const { table, key: column } = definition
    // The definition names table and column as text, which kysely's types can not follow.
    const found = (database as Loose)
      .selectFrom(table)
      .selectAll()
      .where(column, '=', key)
      .where(isSeen(definition, viewer))
    return (await found.executeTakeFirst()) as Row | undefined
  },
})
