import type { Pool } from 'pg'

/** Every row of every table of a database as text, with the table it stands in: what a dump of it would show. */
export const dumpOf = async (pool: Pool): Promise<readonly string[]> => {
  const { rows: tables } = await pool.query<{ name: string }>(
    `select format('%I.%I', nspname, relname) as name from pg_class c join pg_namespace n on n.oid = relnamespace
     where relkind in ('r', 'm') and nspname !~ '^pg_' and nspname <> 'information_schema' order by 1`,
  )
  const dumps = tables.map(async ({ name }) => {
    const { rows } = await pool.query<{ row: string }>(`select t::text as row from ${name} t`)
    return rows.map(({ row }) => `${name}: ${row}`)
  })
  return (await Promise.all(dumps)).flat()
}

/** The base64 text of a word within a longer text, wherever in that it begins. */
const inBase64 = (word: string): string[] =>
  [0, 1, 2].map(lead => {
    const text = Buffer.concat([Buffer.alloc(lead), Buffer.from(word)]).toString('base64url')
    return text.slice(Math.ceil((lead * 4) / 3), Math.floor(((lead + word.length) * 8) / 6) - 1)
  })

/** How a word may stand in a text: as it is, in a URL, as bytes in hexadecimal, within base64. */
const spellingsOf = (word: string): readonly string[] => [
  word.toLowerCase(),
  encodeURIComponent(word).toLowerCase(),
  Buffer.from(word).toString('hex'),
  ...inBase64(word),
]

/** Where one of the words can be read, whatever its case: the beginning of each such text, and what is around the word. */
export const readableIn = (texts: readonly string[], words: readonly string[]): string[] => {
  const spellings = words.flatMap(spellingsOf)
  return texts.flatMap(text => {
    const lower = text.toLowerCase()
    const at = spellings.map(word => Math.max(text.indexOf(word), lower.indexOf(word))).find(place => place >= 0)
    return at === undefined ? [] : [`${text.slice(0, 60)} … ${text.slice(Math.max(0, at - 40), at + 40)}`]
  })
}
