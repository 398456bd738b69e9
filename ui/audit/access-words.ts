import { accessKinds, type ListedAccess } from '../../api/auditing.ts'
import { sentenceUnder } from '../../api/text/text.ts'
import type { Words } from '../words.ts'
import { askedText } from './asked-text.ts'

/** What is said of every kind; the rest is a look. */
export const TONES = {
  search: 'info',
  export: 'warn',
  rewrite: 'warn',
  signed_in: 'good',
  link_used: 'good',
  proved: 'good',
  not_signed_in: 'warn',
  locked_out: 'bad',
  refused: 'warn',
  forbidden: 'bad',
} as const

export const toneOf = (kind: string) => Object.entries(TONES).find(([known]) => known === kind)?.[1] ?? 'neutral'

/** One that a later release has written stands as it is. */
export const kindName = ({ text }: Words, kind: string): string => sentenceUnder(text, `access.kind.${kind}`) ?? kind

export const kindOptions = (words: Words) => accessKinds.map(value => ({ value, label: kindName(words, value) }))

/** The path as it was asked for, with its parameters filled in. */
export const addressOf = ({ path, params }: ListedAccess): string =>
  path.replaceAll(/:(\w+)/g, (name: string, key: string) => params[key] ?? name)

/** What the program said of it: whatever is no parameter of the path. */
const factsOf = (words: Words, { path, params }: ListedAccess): readonly string[] =>
  Object.entries(params)
    .filter(([name]) => !path.includes(`:${name}`))
    .map(([name, value]) => `${sentenceUnder(words.text, `access.fact.${name}`) ?? name}: ${value}`)

/** What somebody asked for, or why they could not have it. */
export const askedOrSaid = (words: Words, row: ListedAccess): string =>
  row.kind === 'rewrite'
    ? words.text('access.rewritten', {
        accesses: Number(row.params['accesses']),
        exports: Number(row.params['exports']),
      })
    : [...factsOf(words, row), askedText(words, row)].filter(part => part !== '').join(', ')
