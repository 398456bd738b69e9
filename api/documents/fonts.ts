import { createRequire } from 'node:module'
import { type Font, type Glyph, type GlyphRun, openSync } from 'fontkit'
import { type Face, filesOf, hasRightToLeft, type Weight } from './faces.ts'

const require = createRequire(import.meta.url)

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

export const codesOf = (text: string): number[] => Array.from(text, character => character.codePointAt(0) ?? 0)

/**
 * The font, which sets letter by letter: its own rules of joining and kerning take milliseconds a word, most of a minute for a
 * thousand lines, and change nothing of scripts whose letters stand side by side that anybody sees at these sizes.
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

/** As many words as are remembered: setting one takes milliseconds, and it comes again in the next line. */
const REMEMBERED = 10_000

/** The font with its rules of joining, which forgets for no document for which codes a letter stood in it. */
const settingByRules = (font: Font): Font => {
  const getGlyph = (id: number, codePoints: readonly number[] = []) =>
    Object.create(font.getGlyph(id), { codePoints: { value: codePoints } })
  const ruled: Font = Object.create(font, { getGlyph: { value: getGlyph } })
  const known = new Map<string, GlyphRun>()
  const layout = (text: string) => {
    const direction = hasRightToLeft(text) ? 'rtl' : 'ltr'
    const run = known.get(text) ?? ruled.layout(text, undefined, undefined, undefined, direction)
    if (known.size >= REMEMBERED) known.clear()
    known.set(text, run)
    // A document scales positions where they are.
    return { ...run, positions: run.positions.map(position => ({ ...position })), advanceWidth: run.advanceWidth }
  }
  return Object.create(ruled, { layout: { value: layout } })
}

type Opened = { readonly font: Font; readonly letterOf: LetterOf }
const opened = new Map<string, Opened>()

/** Read when the first document needs it, and once: a server that makes none has no use for it. */
const openedAs = (face: Face, weight: Weight): Opened => {
  const { [weight]: file, isJoined } = filesOf[face]
  const known = opened.get(file)
  if (known !== undefined) return known
  const font = openSync(require.resolve(`@expo-google-fonts/${file}`))
  if (!('layout' in font)) throw new Error(`${file} holds several fonts`)
  const letterOf = lettersOf(font)
  const made = { font: isJoined ? settingByRules(font) : settingPlainly(font, letterOf), letterOf }
  opened.set(file, made)
  return made
}

export const fontOf = (face: Face, weight: Weight): Font => openedAs(face, weight).font

/** What a font has not is its first sign. */
const MISSING = 0

/** They tell letters whether to join; where letters are joined nothing is drawn of them. */
const JOINERS: ReadonlySet<number> = new Set([0x200c, 0x200d])

/** Whether a face has every sign of a text. */
export const hasAll = (face: Face, text: string): boolean => {
  const { letterOf } = openedAs(face, 'regular')
  const { isJoined } = filesOf[face]
  return codesOf(text).every(code => (isJoined && JOINERS.has(code)) || letterOf(code).id !== MISSING)
}

/** How wide a text is that one face draws, in thousandths of its size. */
export const advanceOf = (face: Face, weight: Weight, text: string): number => {
  const { font, letterOf } = openedAs(face, weight)
  const width = filesOf[face].isJoined
    ? font.layout(text).advanceWidth
    : codesOf(text).reduce((sum, code) => sum + letterOf(code).advanceWidth, 0)
  return (width * 1000) / font.unitsPerEm
}
