type Signs = { readonly decimal: string; readonly group: string }

const signs = new Map<string, Signs>()
/** The signs a locale writes numbers with. */
const signsOf = (locale: string): Signs => {
  const known = signs.get(locale)
  if (known !== undefined) return known
  const parts = new Intl.NumberFormat(locale, { useGrouping: true }).formatToParts(1_234_567.8)
  const sign = (wanted: string) => parts.find(({ type }) => type === wanted)?.value ?? ''
  const made = { decimal: sign('decimal'), group: sign('group') }
  signs.set(locale, made)
  return made
}

/** Every kind of blank is one to a person, and so is every minus. */
const plain = (text: string) =>
  text
    .trim()
    .replaceAll(/[\s\u00a0\u2009\u202f]/g, ' ')
    .replace(/^[\u2212\u2013]/, '-')

const escaped = (sign: string) => plainSign(sign).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
const plainSign = (sign: string) => (/\s/.test(sign) ? ' ' : sign)

/** Digits alone, or in groups of three from the second on. */
const wholeOf = (group: string) => (group === '' ? '\\d+' : `\\d+|\\d{1,3}(?:${escaped(group)}\\d{3})+`)

/**
 * A whole number as a person of that locale types it: `1200`, `1,200` or `1.200`, whichever sign groups thousands there.
 * With the sign of decimals it is none, `5.0` no more than `1.000`: that is a thousand to some, and one to others.
 */
export const typedInteger = (text: string, locale: string): number | undefined => {
  const { group } = signsOf(locale)
  const typed = plain(text)
  if (!new RegExp(`^-?(?:${wholeOf(group)})$`).test(typed)) return undefined
  const value = Number(typed.replaceAll(plainSign(group), ''))
  return Number.isSafeInteger(value) ? value : undefined
}

/** A decimal number as a person of that locale types it, as decimal text with a point: `1.234,50` → `1234.50`. */
export const typedDecimal = (text: string, locale: string): string | undefined => {
  const { decimal, group } = signsOf(locale)
  const typed = plain(text)
  if (!new RegExp(`^-?(?:${wholeOf(group)})(?:${escaped(decimal)}\\d+)?$`).test(typed)) return undefined
  return typed.replaceAll(plainSign(group), '').replace(decimal, '.')
}
