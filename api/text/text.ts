import { IntlMessageFormat } from 'intl-messageformat'
import type { Parameters, Rejection } from '../../domain/decider.ts'
import { en, type TextKey } from './en.ts'

/** Formats a sentence of the catalogue in the viewer's language. Keys are typed from the English catalogue. */
export type Text = (key: TextKey, parameters?: Parameters) => string

const formats = new Map<string, IntlMessageFormat>()

const formatOf = (key: TextKey, locale: string): IntlMessageFormat => {
  const id = `${locale}:${key}`
  const known = formats.get(id)
  if (known !== undefined) return known
  const made = new IntlMessageFormat(en[key], locale, undefined, { ignoreTag: true })
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

/** @param locale BCP 47 tag that plurals and numbers follow; the words are English until German arrives. */
export const textFor =
  (locale: string): Text =>
  (key, parameters) =>
    parameters === undefined && !en[key].includes('{')
      ? en[key]
      : String(formatOf(key, locale).format(parameters === undefined ? undefined : isolated(parameters)))

/** Whether the catalogue has a sentence under this key. */
export const isTextKey = (key: string): key is TextKey => key in en

/** The sentence of a rejection for a person. */
export const rejectionSentence = (text: Text, { code, parameters }: Rejection): string => {
  const key = `rejection.${code}`
  return isTextKey(key) ? text(key, parameters) : code
}
