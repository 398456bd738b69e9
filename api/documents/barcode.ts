import bwip from 'bwip-js/node'
import { type Box, INK, type Paper } from './paper.ts'

// oxlint-disable-next-line import/no-named-as-default-member -- the export of that name draws a symbology that is called so
const { raw } = bwip

/** A code as dark rectangles, in modules. Code 128 is one module high: it is drawn as high as there is room. */
export type Code = {
  readonly width: number
  readonly height: number
  readonly bars: readonly { readonly x: number; readonly y: number; readonly width: number }[]
}

/** What keyboards type and every scanner reads back. */
const PLAIN = /^[\x20-\x7e]+$/
/** Beyond it no scanner in a hand reads the bars, and a label has no room for them. */
const MOST = 48

/** The bars of a text; undefined where Code 128 can not hold it, or not so that anybody could scan it. */
export const code128 = (text: string): Code | undefined => {
  if (text.length > MOST || !PLAIN.test(text)) return undefined
  const [drawn] = raw('code128', text)
  if (drawn === undefined || !('sbs' in drawn)) return undefined
  const bars: Code['bars'][number][] = []
  let x = 0
  for (const [index, width] of drawn.sbs.entries()) {
    // Bars and spaces by turns.
    if (index % 2 === 0) bars.push({ x, y: 0, width })
    x += width
  }
  return { width: x, height: 1, bars }
}

/** So much is readable on 25 mm. */
const MOST_BYTES = 400

/** The modules of a QR code; undefined for more than it can be read with at the size of a label. */
export const qrCode = (text: string): Code | undefined => {
  if (text === '' || Buffer.byteLength(text) > MOST_BYTES) return undefined
  const [drawn] = raw('qrcode', text, 'eclevel=M')
  if (drawn === undefined || !('pixs' in drawn)) return undefined
  const { pixs, pixx: width, pixy: height } = drawn
  const bars = pixs.flatMap((dark, index) =>
    dark === 1 ? [{ x: index % width, y: Math.floor(index / width), width: 1 }] : [],
  )
  return { width, height, bars }
}

/** Draws a code as large as its box, whole modules side by side. */
export const drawCode = (paper: Paper, code: Code, { x, y, width, height = width }: Box): void => {
  const [across, down] = [width / code.width, height / code.height]
  for (const bar of code.bars) paper.rect(x + bar.x * across, y + bar.y * down, bar.width * across, down)
  paper.fill(INK)
}

/** The narrowest bar that scanners in hands read, 0.19 mm, in points. */
const NARROWEST = 0.54
/** Wider bars read no better. */
const WIDEST = 1.1

/** Draws a text as Code 128 with what room there is, and says whether there was enough. */
export const drawCode128 = (paper: Paper, text: string, box: Required<Box>, align: 'left' | 'center' = 'left') => {
  const code = code128(text)
  if (code === undefined || box.width / code.width < NARROWEST) return false
  const width = Math.min(box.width, code.width * WIDEST)
  const x = align === 'center' ? box.x + (box.width - width) / 2 : box.x
  drawCode(paper, code, { ...box, x, width })
  return true
}
