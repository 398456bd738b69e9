/** Letters with a stroke or joined, which Unicode does not take apart. */
const PLAIN: Readonly<Record<string, string>> = {
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ð: 'd',
  đ: 'd',
  þ: 'th',
  ħ: 'h',
  ł: 'l',
  ŧ: 't',
  ς: 'σ',
}

/** Accents of Latin, Greek and Cyrillic, points of Hebrew and Arabic: people leave them out. Vowel signs of Hindi stay. */
const ACCENTS =
  /[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed]/g
/** What can not be seen, and the stroke that only makes an Arabic word longer. */
const UNSEEN = /[\p{Cf}\p{Variation_Selector}\u0640]/gu

/** A text without what people do not tell apart when they look for it: case, accents, points, forms of one letter. */
export const folded = (text: string): string => {
  const lower = text.normalize('NFKD').toUpperCase().toLowerCase().normalize('NFKD')
  const plain = lower.replace(ACCENTS, '').replace(UNSEEN, '')
  return plain.replace(/[æœøðđþħłŧς]/g, letter => PLAIN[letter] ?? letter).normalize('NFC')
}

/** A run of letters, digits and their marks, or a single symbol; punctuation and space part them. */
const WORD = /[\p{L}\p{N}\p{M}]+|\p{S}/gu
const UNSPACED = String.raw`\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}`
/** Runs of scripts that put no space between words, apart from those that do. */
const RUNS = new RegExp(`[${UNSPACED}]+|[^${UNSPACED}]+`, 'gu')
const IS_UNSPACED = new RegExp(`[${UNSPACED}]`, 'u')
/** So many characters of a word tell it from others; an index takes no word of any length. */
const MOST_CHARACTERS = 100
const BEGINNING = new RegExp(`^.{0,${MOST_CHARACTERS}}`, 'su')
const beginningOf = (word: string): string =>
  word.length <= MOST_CHARACTERS ? word : (BEGINNING.exec(word)?.[0] ?? word)

/** Every two neighbouring characters and the last one: whatever part of the run is typed begins one of them. */
const pairsOf = (run: string): string[] => {
  const characters = run.match(/./gsu) ?? []
  return characters.map((character, index) => character + (characters[index + 1] ?? ''))
}

const partsOf = (word: string): string[] =>
  IS_UNSPACED.test(word)
    ? (word.match(RUNS) ?? []).flatMap(run => (IS_UNSPACED.test(run) ? pairsOf(run) : [run]))
    : [word]

const ASCII = /^[ -~\s]*$/

/**
 * The words of a text, folded, each once. The one rule for what is kept and for what is looked for: each word of a search
 * has to begin a word of the text, so the exact copy of a text always finds it.
 */
export const wordsOf = (text: string): readonly string[] => {
  const found = ASCII.test(text)
    ? text.toLowerCase().match(/[a-z0-9]+|[$+<=>^`|~]/g)
    : folded(text).match(WORD)?.flatMap(partsOf)
  return [...new Set(found?.map(beginningOf))]
}

/** Whether every word of a search begins a word of the text; a search without a word finds nothing. */
export const hasWords = (text: string, search: string): boolean => {
  const [wanted, words] = [wordsOf(search), wordsOf(text)]
  return wanted.length > 0 && wanted.every(begin => words.some(word => word.startsWith(begin)))
}
