import { type SqlBool, sql } from 'kysely'
import { isVariable, spellingsOf } from '../model/alike.ts'
import { PERSONAL_SEARCH_COLUMN, SEARCH_COLUMN } from '../model/stored-column.ts'
import { wordsOf } from '../model/words.ts'
import type { Also, ListDefinition } from './list.ts'
import { anyOf, type Condition, type Reader } from './list-conditions.ts'
import type { Loose } from './list-rows.ts'

/** More words than these say no more. */
const MOST_WORDS = 32
/** So many words are looked for in a row and what it refers to by turns; of more, all are in the one or the other. */
const MOST_MIXED = 4
/** Of things whose words a search finds so many are followed to the rows that refer to them. */
export const MOST_THINGS = 500

const termOf = (spellings: readonly string[]): string => `(${spellings.map(word => `'${word}':*`).join(' | ')})`

/** The words of a search as terms of a query, each for the words that begin with it. */
export const exactTerms = (search: string): readonly string[] =>
  wordsOf(search)
    .slice(0, MOST_WORDS)
    .map(word => termOf([word]))

type Searched = Pick<ListDefinition, 'searchesPersonal'>

const matching = (column: string, query: string): Condition => sql<SqlBool>`${sql.ref(column)} @@ ${query}::tsquery`

const any = (conditions: readonly Condition[]): Condition => sql<SqlBool>`(${sql.join(conditions, sql` or `)})`
const every = (conditions: readonly Condition[]): Condition => sql<SqlBool>`(${sql.join(conditions, sql` and `)})`

/** Every term has to be met by a word of the row: of all its words one condition, or one each where personal ones count. */
const ownConditions = ({ searchesPersonal: personal }: Searched, { may }: Reader, terms: readonly string[]) => {
  if (personal === undefined || (personal !== true && !may.has(personal)))
    return [matching(SEARCH_COLUMN, terms.join(' & '))]
  // A name may be personal and a number beside it not: each word is looked for in both.
  return terms.map(term => any([matching(SEARCH_COLUMN, term), matching(PERSONAL_SEARCH_COLUMN, term)]))
}

type Things = { readonly column: string; readonly keys: readonly string[]; readonly isCut: boolean }

/** The things that these terms find, by key, as far as they are followed. */
const thingsWith = async (
  db: Loose,
  { column, in: of }: Also,
  reader: Reader,
  terms: readonly string[],
): Promise<Things> => {
  const found = ownConditions(of, reader, terms).reduce(
    (rows, condition) => rows.where(condition),
    db.selectFrom(of.table).select(sql<string>`${sql.ref(of.key)}`.as('key')),
  )
  const keys = (await found.limit(MOST_THINGS + 1).execute()).map(({ key }) => key)
  return { column, keys: keys.slice(0, MOST_THINGS), isCut: keys.length > MOST_THINGS }
}

/** More spellings of a word than these are no longer what somebody may have meant. */
const MOST_SPELLINGS = 20

/** Rows that are looked at for a spelling. Were it one, the planner would look for it in the table and not in the index. */
const ENOUGH = 500

/**
 * Those spellings that some word of the rows begins with. Each is a look of its own into the index: of one condition with
 * hundreds of beginnings the database thinks that it meets every row, and reads all of them.
 */
const spelledIn = async (
  db: Loose,
  { table, searchesPersonal: personal }: Also['in'],
  { may }: Reader,
  spellings: readonly string[],
): Promise<string[]> => {
  const isPersonal = personal === true || (personal !== undefined && may.has(personal))
  const isMet = (column: string): Condition => {
    const found = db
      .selectFrom(table)
      .select(sql.lit(1).as('one'))
      .where(sql<SqlBool>`${sql.ref(column)} @@ asked.term::tsquery`)
      .limit(ENOUGH)
    return sql<SqlBool>`(select count(*) from (${found}) as found) > 0`
  }
  const met = any([SEARCH_COLUMN, ...(isPersonal ? [PERSONAL_SEARCH_COLUMN] : [])].map(isMet))
  const terms = spellings.map(word => termOf([word]))
  const { rows } = await sql<{ spelling: string }>`select asked.spelling
    from unnest(${spellings}::text[], ${terms}::text[]) as asked (spelling, term)
    where ${met} limit ${sql.lit(MOST_SPELLINGS)}`.execute(db)
  return rows.map(({ spelling }) => spelling)
}

/**
 * The words of a search as terms with one typo in each word that is long enough, as far as anything is spelt so; undefined
 * where no word is, or nothing is.
 */
export const alikeTerms = async (
  db: Loose,
  definition: ListDefinition,
  reader: Reader,
  search: string,
): Promise<readonly string[] | undefined> => {
  if (!isVariable(search)) return undefined
  const places = [definition, ...(definition.also ?? []).map(({ in: of }) => of)]
  const alike = async (word: string): Promise<readonly string[]> => {
    const spellings = spellingsOf(word)
    if (spellings.length === 1) return spellings
    return [...new Set((await Promise.all(places.map(of => spelledIn(db, of, reader, spellings)))).flat())]
  }
  const words = await Promise.all(wordsOf(search).slice(0, MOST_MIXED).map(alike))
  return words.every(spellings => spellings.length > 0) ? words.map(termOf) : undefined
}

/** What a search asks of the rows; `isCut` when it finds more things than are followed. */
export type Sought = { readonly conditions: readonly Condition[]; readonly isCut: boolean }

const referring = (things: readonly Things[]): Condition[] =>
  things.flatMap(({ column, keys }) => (keys.length === 0 ? [] : [anyOf(column, keys)]))

/**
 * Each term is met by the row or by a thing that it refers to: what belongs to another thing is looked for there, so that
 * it is kept once and goes with it.
 */
export const soughtIn = async (
  db: Loose,
  definition: ListDefinition,
  reader: Reader,
  terms: readonly string[],
): Promise<Sought> => {
  // There is something to look for, and no word can begin with it.
  if (terms.length === 0) return { conditions: [sql<SqlBool>`false`], isCut: false }
  const own = ownConditions(definition, reader, terms)
  const { also = [] } = definition
  const follow = (of: readonly string[]) => Promise.all(also.map(one => thingsWith(db, one, reader, of)))
  const isMixed = terms.length > 1 && terms.length <= MOST_MIXED
  const [together, ...apart] = await Promise.all([follow(terms), ...(isMixed ? terms.map(term => follow([term])) : [])])
  const all = [...(together ?? []), ...apart.flat()]
  if (all.every(({ keys }) => keys.length === 0)) return { conditions: own, isCut: false }
  const mixed = terms.map((term, index) =>
    any([...ownConditions(definition, reader, [term]), ...referring(apart[index] ?? [])]),
  )
  return {
    conditions: [any([...referring(together ?? []), every(isMixed ? mixed : own)])],
    isCut: all.some(({ isCut }) => isCut),
  }
}
