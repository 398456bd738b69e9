import { createRequire } from 'node:module'
import { type Font, type Glyph, openSync } from 'fontkit'

const require = createRequire(import.meta.url)

/** Latin, Greek, Cyrillic, Vietnamese and Devanagari. What a document uses of them is embedded in it. */
const files = {
  regular: '400Regular/NotoSans_400Regular.ttf',
  bold: '600SemiBold/NotoSans_600SemiBold.ttf',
} as const
export type Weight = keyof typeof files
export const weights = Object.keys(files) as readonly Weight[]

type Position = {
  readonly xAdvance: number
  readonly yAdvance: number
  readonly xOffset: number
  readonly yOffset: number
}

/** Letters side by side. The width is asked for once the positions were scaled. */
const sideBySide = (glyphs: readonly Glyph[]) => {
  const positions: Position[] = glyphs.map(({ advanceWidth: xAdvance }) => ({
    xAdvance,
    yAdvance: 0,
    xOffset: 0,
    yOffset: 0,
  }))
  return {
    glyphs,
    positions,
    get advanceWidth() {
      return positions.reduce((sum, { xAdvance }) => sum + xAdvance, 0)
    },
  }
}

/** Scripts whose letters stand side by side, once composed. */
const PLAIN = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Common}]*$/u

/**
 * The font, which sets words of plain scripts letter by letter: its own rules of joining and kerning take milliseconds a word,
 * minutes of an order of thousands of lines, and change nothing there that anybody sees at these sizes.
 */
const settingPlainly = (font: Font): Font =>
  Object.create(font, {
    layout: {
      value: (text: string, ...how: unknown[]) =>
        PLAIN.test(text) ? sideBySide(font.glyphsForString(text)) : Reflect.apply(font.layout, font, [text, ...how]),
    },
  })

const opened = new Map<Weight, Font>()

/** Read when the first document is made, and once: a server that makes none has no use for it. */
export const fontOf = (weight: Weight): Font => {
  const known = opened.get(weight)
  if (known !== undefined) return known
  const font = openSync(require.resolve(`@expo-google-fonts/noto-sans/${files[weight]}`))
  if (!('layout' in font)) throw new Error(`${files[weight]} holds several fonts`)
  const made = settingPlainly(font)
  opened.set(weight, made)
  return made
}

/** Stands for what the font has not. */
export const REPLACEMENT = '\ufffd'

// Marks of direction, selectors of variants, joiners: a font that lacks them would draw a box for nothing.
const UNSEEN = /[[\p{Default_Ignorable_Code_Point}\p{Cc}]--[\n]]/gv
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

const isDrawable = (text: string): boolean =>
  [...text].every(
    character => character === '\n' || fontOf('regular').hasGlyphForCodePoint(character.codePointAt(0) ?? 0),
  )

/** A text as the fonts can draw it: each sign that they lack, however it is composed, is one replacement. */
export const printable = (text: string): string => {
  const composed = text.normalize('NFC')
  if (isDrawable(composed) && composed.search(UNSEEN) === -1) return composed
  return [...graphemes.segment(composed)]
    .map(({ segment }) => segment.replace(UNSEEN, ''))
    .map(sign => (isDrawable(sign) ? sign : REPLACEMENT))
    .join('')
}
