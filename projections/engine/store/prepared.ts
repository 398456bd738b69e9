import { sql } from 'kysely'

const MARK = '/* prepared */'

/**
 * For `modifyFront` of a query that comes with every request: Postgres plans it once per connection, where planning takes
 * longer than carrying it out. Not for lists, whose plans hang on what is asked.
 */
export const PREPARED = sql.raw(MARK)

/** Names of texts in this process, whose connections alone know them. There are as many as such queries and generations. */
const names = new Map<string, string>()

/** What a text is kept under by Postgres; nothing for one that is to be planned each time. A swapped generation makes another text. */
export const preparedAs = (text: string): { readonly name?: string } => {
  if (!text.includes(MARK)) return {}
  const name = names.get(text) ?? `prepared ${names.size}`
  names.set(text, name)
  return { name }
}
