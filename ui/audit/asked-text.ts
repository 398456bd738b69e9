import type { Term } from '../../api/auditing.ts'
import { sentenceUnder } from '../../api/text/text.ts'
import type { Words } from '../words.ts'

/** What somebody asked for, as it is kept: a text that may name a person only with how long it was. Empty for nothing. */
export const askedText = (
  { text }: Words,
  { query, terms = [] }: { readonly query: string; readonly terms?: readonly Term[] },
): string => {
  const asked = [...new URLSearchParams(query)].map(([name, value]) => `${name}: ${value}`)
  const hidden = terms.map(({ name, characters }) =>
    name === 'network'
      ? text('access.network')
      : text('access.term', { name: sentenceUnder(text, `access.term.${name}`) ?? name, characters }),
  )
  return [...asked, ...hidden].join(', ')
}
