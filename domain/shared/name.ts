import { z } from 'zod'

// What nobody sees: format and control characters. Joiners are letters' own where a script joins by them, or an emoji.
const LINE_BREAKS = /[\t\n\v\f\r\u0085\u2028\u2029]+/gu
const STRAY_JOINER =
  /(?<![\p{L}\p{M}\p{Extended_Pictographic}\ufe0f])[\u200c\u200d]|(?<=\p{Script=Latin})[\u200c\u200d]/gu
// NUL is left for the edge to refuse: no person types it.
const HIDDEN = /(?![\0\u200c\u200d])[\p{Cf}\p{Cc}]/gu
const TRAILING_JOINER = /[\u200c\u200d]+$/u
// Letters and signs by their class, but drawn as nothing: fillers, the blank of Braille, selectors of variants.
const NOTHING_TO_SEE = /[\p{Default_Ignorable_Code_Point}\p{Z}\p{C}\u2800]/gu

/** A name as it is kept: composed, on one line, without outer blanks and without characters that nobody sees. */
export const tidy = (name: string): string =>
  name
    .normalize('NFC')
    .replace(LINE_BREAKS, ' ')
    .replace(HIDDEN, '')
    .replace(STRAY_JOINER, '')
    .trim()
    .replace(TRAILING_JOINER, '')

const isSeen = (name: string): boolean => name === '' || name.replace(NOTHING_TO_SEE, '') !== ''

/** A name that somebody gives: something can be seen of it. */
export const named = (maximum: number) => z.string().overwrite(tidy).min(1).max(maximum).refine(isSeen, 'blank')

/** What two names have in common that look alike: case, width, kinds of blanks and what nobody sees do not count. */
export const nameKey = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .replace(/\s+/gu, ' ')
    .trim()
    .toUpperCase()
    .toLowerCase()
    .normalize('NFC')
