import { z } from 'zod'

/** Extensions say how to write, not what, and private tags mean something to one shop only. */
export const TAG = /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/

/** The one spelling of a tag; undefined for what can be none. */
const canonical = (tag: string): string | undefined => {
  try {
    return TAG.test(tag.trim()) ? Intl.getCanonicalLocales(tag.trim())[0] : undefined
  } catch {
    return undefined
  }
}

const known = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' })

/** A tag in its one spelling, `de-AT` of `de-at`; what can be none stays as it is. */
export const languageSpelled = (tag: string): string => canonical(tag) ?? tag

/** Whether a tag is one of a language that has a name. */
export const isLanguage = (tag: string): boolean => {
  const spelled = canonical(tag)
  return spelled !== undefined && known.of(spelled) !== undefined
}

/** A language as events have it: a BCP 47 tag, such as `en`, `de-CH`, `zh-Hant`. */
export const Language = z.string().min(2).max(35)

/** The same as somebody asks for it, in its one spelling: a language that has a name. */
export const AskedLanguage = z
  .string()
  .max(35)
  .overwrite(languageSpelled)
  .regex(TAG, 'language')
  .refine(isLanguage, 'language')
