import { z } from 'zod'
import { named } from './name.ts'

/** The languages the shop's content is kept in. */
export const locales = ['en', 'de'] as const
export type Locale = (typeof locales)[number]

/** How numbers and days are written for a person, and with it the language. The English of Austria is for those who type `12,50`. */
export const formats = ['en-GB', 'en-IE', 'en-US', 'en-AT', 'de-DE', 'de-AT', 'de-CH'] as const

/** A name per locale; English is always there, so that every list has something to show. */
export const Names = z.strictObject({
  en: z.string().trim().min(1).max(255),
  de: z.string().trim().min(1).max(255).optional(),
})
/** The same as a command may give it. */
export const AskedNames = z.strictObject({ en: named(255), de: named(255).optional() })
export type Names = z.infer<typeof Names>

/** The name in a locale, else the English one. */
export const nameIn = (names: Names, locale: Locale): string => names[locale] ?? names.en

export const sameNames = (a: Names, b: Names): boolean => locales.every(locale => a[locale] === b[locale])
