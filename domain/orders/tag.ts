import { z } from 'zod'
import { setOf } from '../shared/changes.ts'
import { tidy } from '../shared/name.ts'

/** So many tags an order can have, of so many characters. */
export const MAX_TAGS = 20
const LONGEST = 40

/** The one spelling of a tag: nobody means two by `To check` and `to  check`. */
const tagSpelled = (tag: string): string => tidy(tag).replace(/\s+/gu, ' ').toLowerCase().normalize('NFC')

/** A tag as events hold it. */
export const Tag = z.string().min(1)

/** What people write, each tag once: a comma parts tags where they write several. */
const tagsIn = (written: readonly string[]): string[] =>
  setOf(
    written
      .flatMap(tags => tags.split(','))
      .map(tagSpelled)
      .filter(tag => tag !== ''),
  )

/** All tags of an order as a command may bring them. */
export const AskedTags = z
  .array(z.string().max(1000))
  .overwrite(tagsIn)
  .refine(tags => tags.every(tag => tag.length <= LONGEST), 'tag')
  .max(MAX_TAGS)
