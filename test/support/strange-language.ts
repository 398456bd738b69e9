import { en } from '../../api/text/en.ts'
import type { Language } from '../../api/text/languages.ts'

/** Greek has letters for all that Intl makes: what is in Latin ones is a value of the shop, or was built outside the catalogue. */
export const STRANGE = 'el-GR'

const GREEK = 'αβγδεζηθικλμνξοπρστυφχψωάέ'

const strangeLetter = (letter: string): string =>
  GREEK.charAt('abcdefghijklmnopqrstuvwxyz'.indexOf(letter.toLowerCase()))

/** Braces of an ICU sentence lie in each other by turns: a message holds arguments, an argument messages. */
const strangeSentence = (sentence: string): string => {
  let depth = 0
  return sentence.replace(/[{}A-Za-z]/g, character => {
    if (character === '{' || character === '}') depth += character === '{' ? 1 : -1
    return /[{}]/.test(character) || depth % 2 === 1 ? character : strangeLetter(character)
  })
}

/** Every sentence of the catalogue in letters that no English word has; what is filled in stays as it is. */
export const strangeLanguage: Language = {
  sentences: Object.fromEntries(Object.entries(en).map(([key, sentence]) => [key, strangeSentence(sentence)])),
  locales: [STRANGE],
}

/** What scripts, styles and machines read; commands to be typed, and values as the log has them. */
const UNREAD = /<(script|style|code|pre|svg)\b.*?<\/\1>/gs
const SPOKEN =
  /\s(?:aria-label|aria-valuetext|title|placeholder|alt|label|hx-confirm|data-(?:none|lost|failed|dismiss-label|discard|discard-action|action|row-name))="([^"]*)"/g

const TAG = /<(?:"[^"]*"|'[^']*'|[^'">])*>/

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }
const plain = (text: string): string => text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => named[name] ?? '')

/** Script puts a number there before anybody is told. */
const PLACE = /__index__/g

/** What a person reads or is told of a page. */
const readable = (markup: string): string[] => {
  const read = markup.replace(UNREAD, '').replace(PLACE, '')
  const spoken = [...read.matchAll(SPOKEN)].map(([, value = '']) => value)
  return [...read.split(TAG), ...spoken].map(text => plain(text).trim()).filter(text => text !== '')
}

/** Words in Latin letters, with what joins them to one name. */
const LATIN =
  /\p{Script=Latin}[\p{Script=Latin}\p{M}\d'’.@_/&-]*(?: [\p{Script=Latin}\d][\p{Script=Latin}\p{M}\d'’.@_/&-]*)*/gu

/** Numbers, days and keys are the same in every language. */
export const withoutDigits = (text: string): string => text.replace(/[^\s"]*\d[^\s"]*/g, '')

/** What a page says in Latin letters that is none of these values. */
export const outsideCatalogue = (markup: string, values: string): string[] => [
  ...new Set(
    readable(markup)
      .flatMap(text => text.match(LATIN) ?? [])
      // Where something with digits stood between two words, each is a value of its own.
      .flatMap(found => withoutDigits(found).split(/ {2,}/))
      .map(found => found.replace(/^[\s.’'&/-]+|[\s.’'&/-]+$/g, ''))
      .filter(found => /\p{L}{2}/u.test(found) && !values.includes(found)),
  ),
]
