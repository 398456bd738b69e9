import { sentenceUnder } from '../../api/text/text.ts'
import type { Parameters } from '../../domain/decider.ts'
import { isLanguage } from '../../domain/shared/language.ts'
import type { Words } from '../words.ts'

/** A path without the numbers of its rows: `lines.3.sku` is named as `lines.sku`. */
const unnumbered = (path: string): string => path.replaceAll(/\.(?:\d+|__index__)(?=\.|$)/g, '')

const firstOf = ({ text }: Words, keys: readonly string[], parameters: Parameters = {}): string | undefined => {
  for (const key of keys) {
    const found = sentenceUnder(text, key, parameters)
    if (found !== undefined) return found
  }
  return undefined
}

/**
 * The name of a field, the same in forms, heads of lists, filters, facts, conflicts and histories: what the thing calls
 * it (`field.product.id`), else the whole path (`field.names.default`), else its last step, else the field with its language (`names.fr`).
 */
export const labelOf = (words: Words, category: string, path: string): string => {
  const plain = unnumbered(path)
  const last = plain.slice(plain.lastIndexOf('.') + 1)
  return (
    firstOf(words, [`field.${category}.${plain}`, `field.${plain}`, `field.${last}`]) ??
    inLanguage(words, plain) ??
    path
  )
}

/** What a row of a repeated field is called: `Line 3`, else `Row 3`. @param number counted from 1 */
export const rowName = (words: Words, name: string, number: string): string =>
  firstOf(words, [`form.row.${name}`, 'form.row'], { number }) ?? number

const ROW = /^(.+)\.(\d+)\./

/** The name of a field beside others of its kind: `Line 3, SKU`. */
export const nameInRow = (words: Words, path: string, label: string): string => {
  const [, rows, index] = ROW.exec(path) ?? []
  if (rows === undefined) return label
  return words.text('form.inRow', { row: rowName(words, rows, String(Number(index) + 1)), field: label })
}

/** What a field is called that is not drawn; undefined where nobody has a word for it. */
export const nameOf = (words: Words, category: string, path: string): string | undefined => {
  const label = labelOf(words, category, path)
  return label === path ? undefined : label
}

/** The name of a field in one language of the content: `field.names.one`, else `field.names`, with the language. */
export const labelIn = (words: Words, path: string, language: string): string =>
  words.text('form.inLanguage', {
    field: firstOf(words, [`field.${path}.one`, `field.${path}`]) ?? path,
    language: words.format.language(language),
  })

/** `names.fr` by its language, where names are a field with a value per language; undefined for any other path. */
export const inLanguage = (words: Words, path: string): string | undefined => {
  const at = path.lastIndexOf('.')
  const [field, language] = [path.slice(0, Math.max(at, 0)), path.slice(at + 1)]
  const isByLanguage = firstOf(words, [`field.${field}.one`]) !== undefined
  return isByLanguage && isLanguage(language) ? labelIn(words, field, language) : undefined
}

/** What a person should know before filling a field in, if the catalogue says so. */
export const hintOf = (words: Words, category: string, path: string): string | undefined => {
  const plain = unnumbered(path)
  return firstOf(words, [`hint.${category}.${plain}`, `hint.${plain}`])
}

/**
 * What one value of a field is called: `value.product.status.active`, `value.salutation.Mr`; itself where it has no name.
 * A flag without words of its own is `value.true` or `value.false`.
 */
export const valueName = (words: Words, category: string, path: string, value: string | boolean): string => {
  const plain = unnumbered(path)
  const last = plain.slice(plain.lastIndexOf('.') + 1)
  const flag = typeof value === 'boolean' ? [`value.${value}`] : []
  const named = [`${category}.${plain}`, `${category}.${last}`, plain, last].map(field => `value.${field}.${value}`)
  const keys = [...named, ...flag]
  return firstOf(words, keys) ?? String(value)
}

/** A word as it stands inside a sentence: English writes it small unless it is an abbreviation (`SKU`). */
const inSentence = ({ locale }: Words, word: string): string =>
  locale.startsWith('en') && !/^\p{Lu}{2}/u.test(word) ? word.charAt(0).toLowerCase() + word.slice(1) : word

/** The name of a kind of thing, and of many, for the sentences that all kinds share. */
export const thingWords = (words: Words, category: string): { readonly thing: string; readonly things: string } => {
  const word = (key: string) => inSentence(words, sentenceUnder(words.text, key) ?? category)
  return { thing: word(`thing.${category}`), things: word(`things.${category}`) }
}
