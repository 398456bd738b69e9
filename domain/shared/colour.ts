import { z } from 'zod'

const HEX = /^#[0-9a-f]{6}$/

const WHITE = 1

/** Linear light of one channel, `00` to `ff` (WCAG 2.2, relative luminance). */
const light = (channel: string): number => {
  const share = Number.parseInt(channel, 16) / 255
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
}

const luminance = (colour: string): number => {
  const [red, green, blue] = [1, 3, 5].map(at => light(colour.slice(at, at + 2)))
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0)
}

/** How well white text can be read on a colour, and that colour on white: 1 not at all, 21 at best. */
export const contrastWithWhite = (colour: string): number => (WHITE + 0.05) / (luminance(colour) + 0.05)

/** What normal text needs (WCAG 2.2, 1.4.3). */
const READABLE = 4.5

const isReadable = (colour: string): boolean => !HEX.test(colour) || contrastWithWhite(colour) >= READABLE

/** A colour as somebody asks for it: `#1d4ed8`, on which white text can be read. */
export const AskedInk = z
  .string()
  .max(7)
  .overwrite(typed => typed.trim().toLowerCase())
  .regex(HEX, 'colour')
  .refine(isReadable, 'contrast')
