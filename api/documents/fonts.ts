import { createRequire } from 'node:module'
import { type Font, type Glyph, openSync } from 'fontkit'

const require = createRequire(import.meta.url)

/** Latin with all of its accents, Greek and Cyrillic. What a document uses of them is embedded in it. */
const files = {
  regular: '400Regular/NotoSans_400Regular.ttf',
  bold: '600SemiBold/NotoSans_600SemiBold.ttf',
} as const
export type Weight = keyof typeof files
export const weights = Object.keys(files) as readonly Weight[]

type Letter = Pick<Glyph, 'id' | 'advanceWidth' | 'codePoints'>
type LetterOf = (code: number) => Letter

/**
 * A letter by its code. Those of the font itself forget for which code they stand once another document has drawn them as a
 * part of another letter, the dot in an ellipsis: nobody could search or copy the text then.
 */
const lettersOf = (font: Font): LetterOf => {
  const known = new Map<number, Letter>()
  return code => {
    const before = known.get(code)
    if (before !== undefined) return before
    const { id, advanceWidth } = font.glyphForCodePoint(code)
    const letter = { id, advanceWidth, codePoints: [code] }
    known.set(code, letter)
    return letter
  }
}

const codesOf = (text: string): number[] => Array.from(text, character => character.codePointAt(0) ?? 0)

/**
 * The font, which sets letter by letter: its own rules of joining and kerning take milliseconds a word, most of a minute for a
 * thousand lines, and change nothing of the scripts it has that anybody sees at these sizes.
 */
const settingPlainly = (font: Font, letterOf: LetterOf): Font => {
  const layout = (text: string) => {
    const glyphs = codesOf(text).map(letterOf)
    const positions = glyphs.map(({ advanceWidth: xAdvance }) => ({ xAdvance, yAdvance: 0, xOffset: 0, yOffset: 0 }))
    // The width is asked for once the positions were scaled.
    return {
      glyphs,
      positions,
      get advanceWidth() {
        return positions.reduce((sum, { xAdvance }) => sum + xAdvance, 0)
      },
    }
  }
  return Object.create(font, { layout: { value: layout } })
}

const opened = new Map<Weight, { readonly font: Font; readonly letterOf: LetterOf }>()

/** Read when the first document is made, and once: a server that makes none has no use for it. */
const openedAs = (weight: Weight) => {
  const known = opened.get(weight)
  if (known !== undefined) return known
  const font = openSync(require.resolve(`@expo-google-fonts/noto-sans/${files[weight]}`))
  if (!('layout' in font)) throw new Error(`${files[weight]} holds several fonts`)
  const letterOf = lettersOf(font)
  const made = { font: settingPlainly(font, letterOf), letterOf }
  opened.set(weight, made)
  return made
}

export const fontOf = (weight: Weight): Font => openedAs(weight).font

/** Stands for what the font has not. */
export const REPLACEMENT = '\ufffd'

// Marks of direction, selectors of variants, joiners: a font that lacks them would draw a box for nothing.
const UNSEEN = /[[\p{Default_Ignorable_Code_Point}\p{Cc}]--[\n]]/gv
const LINE_FEED = 10
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Scripts whose letters stand side by side from left to right, once composed. */
const PLAIN = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Common}\p{Script=Inherited}]*$/u

/** What a font has not is its first sign. */
const MISSING = 0

const isDrawable = (text: string): boolean => {
  const { letterOf } = openedAs('regular')
  return PLAIN.test(text) && codesOf(text).every(code => code === LINE_FEED || letterOf(code).id !== MISSING)
}

/** A text as the fonts can draw it: each sign that they lack, however it is composed, is one replacement. */
export const printable = (text: string): string => {
  const composed = text.normalize('NFC')
  if (isDrawable(composed) && composed.search(UNSEEN) === -1) return composed
  return [...graphemes.segment(composed)]
    .map(({ segment }) => segment.replace(UNSEEN, ''))
    .map(sign => (isDrawable(sign) ? sign : REPLACEMENT))
    .join('')
}
