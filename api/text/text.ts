import { IntlMessageFormat } from 'intl-messageformat'
import type { Parameters, Rejection } from '../../domain/decider.ts'
import { en, type TextKey } from './en.ts'
import { sentencesIn } from './languages.ts'
import type { Needed } from './parameters.ts'

/** Formats a sentence of the catalogue in the viewer's language. Keys and parameters are typed from the English catalogue. */
export type Text = <Key extends TextKey>(key: Key, ...parameters: Needed<Key>) => string

const formats = new Map<string, IntlMessageFormat>()

const formatOf = (key: TextKey, locale: string, sentence: string): IntlMessageFormat => {
  const id = `${locale}:${key}`
  const known = formats.get(id)
  if (known !== undefined) return known
  const made = new IntlMessageFormat(sentence, locale, undefined, { ignoreTag: true })
  formats.set(id, made)
  return made
}

const DIRECTED = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\p{Script=Arabic}\p{Script=Hebrew}]/u

/** A value that turns the direction of writing turns its own alone, and not that of the sentence around it. */
const isolated = (parameters: Parameters): Parameters =>
  new Proxy(parameters, {
    get: (known, name) => {
      const value: unknown = Reflect.get(known, name)
      return typeof value === 'string' && DIRECTED.test(value) ? `\u2068${value}\u2069` : value
    },
  })

/** @param locale BCP 47 tag: its language has the words, English what it lacks; plurals and numbers follow it. */
export const textFor = (locale: string): Text => {
  const sentences = sentencesIn(locale)
  return (key, ...[parameters]) => {
    const sentence = sentences[key] ?? en[key]
    if (!sentence.includes('{')) return sentence
    return String(formatOf(key, locale, sentence).format(parameters === undefined ? undefined : isolated(parameters)))
  }
}

/** Whether the catalogue has a sentence under this key. */
export const isTextKey = (key: string): key is TextKey => key in en

/** A page must not fail for what its data lack: the sentence is shown with a gap. */
const withGaps = (parameters: Parameters): Parameters =>
  new Proxy(parameters, { has: () => true, get: (known, name) => Reflect.get(known, name) ?? '…' })

/** The sentence under a key that data make (`event.OrderPlaced`, `rows.order_line`); undefined where there is none. */
export const sentenceUnder = (text: Text, key: string, parameters: Parameters = {}): string | undefined =>
  isTextKey(key) ? (text as (key: TextKey, parameters: Parameters) => string)(key, withGaps(parameters)) : undefined

/** The sentence of a rejection for a person. */
export const rejectionSentence = (text: Text, { code, parameters }: Rejection): string =>
  sentenceUnder(text, `rejection.${code}`, parameters) ?? code
