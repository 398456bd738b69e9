import { wordsOf } from './words.ts'

/** A shorter word is like too many others. */
const SHORTEST = 5
/** A longer word has more spellings than pay off. */
const LONGEST = 20

const between = (first: string, last: string): string[] => {
  const from = first.codePointAt(0) ?? 0
  return Array.from({ length: (last.codePointAt(0) ?? 0) - from + 1 }, (_, index) => String.fromCodePoint(from + index))
}

/** Letters of a script as words are kept: folded, so without accents. */
const SCRIPTS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^\p{Script=Latin}+$/u, between('a', 'z')],
  [/^\p{Script=Cyrillic}+$/u, between('а', 'я').filter(letter => letter !== 'й')],
  [/^\p{Script=Greek}+$/u, between('α', 'ω').filter(letter => letter !== 'ς')],
  [/^\p{Script=Hebrew}+$/u, between('א', 'ת')],
  [/^\p{Script=Arabic}+$/u, between('ا', 'ي')],
]

/** Of a script that is not known so well the letters of the word itself. */
const lettersFor = (word: string): readonly string[] =>
  SCRIPTS.find(([script]) => script.test(word))?.[1] ?? Array.from(word)

const isVaried = (letters: readonly string[]): boolean =>
  letters.length >= SHORTEST && letters.length <= LONGEST && letters.every(letter => /\p{L}/u.test(letter))

/** All spellings that are one typo away: a letter too many or too few, another one, or two that changed places. */
const variants = (letters: readonly string[], alphabet: readonly string[]): string[] => {
  const at = (index: number, taken: number, put: string) =>
    [...letters.slice(0, index), put, ...letters.slice(index + taken)].join('')
  const places = letters.map((_, index) => index)
  return [
    ...places.map(index => at(index, 1, '')),
    ...places.slice(1).map(index => at(index - 1, 2, `${letters[index]}${letters[index - 1]}`)),
    ...places.flatMap(index => alphabet.flatMap(letter => [at(index, 1, letter), at(index, 0, letter)])),
  ]
}

/**
 * The spellings of a folded word that are at most one typo away from it, its own first; that alone where a typo would make
 * it like too many others.
 */
export const spellingsOf = (word: string): readonly string[] => {
  const letters = Array.from(word)
  return isVaried(letters) ? [...new Set([word, ...variants(letters, lettersFor(word))])] : [word]
}

/** Whether a search has a word that may be meant otherwise. */
export const isVariable = (search: string): boolean => wordsOf(search).some(word => isVaried(Array.from(word)))
