import type { SetRate } from '../../domain/shared/tax/rate-for.ts'
import type { Words } from '../words.ts'

type NamedRate = SetRate & { readonly name: string }

/** A rate as people call it: `Germany, Standard 19%`; with its region where it has one. */
export const rateName = ({ format }: Words, { name, country, region, percentage }: NamedRate): string => {
  const place = region === null ? format.country(country) : `${format.country(country)} (${region})`
  return `${place}, ${name} ${format.percent(percentage)}`
}

/** When a rate is valid; undefined where it always is. */
export const validity = ({ text, format }: Words, { validFrom, validTo }: NamedRate): string | undefined => {
  if (validFrom !== null && validTo !== null)
    return text('taxRate.between', { from: format.date(validFrom), to: format.date(validTo) })
  if (validFrom !== null) return text('taxRate.from', { from: format.date(validFrom) })
  return validTo === null ? undefined : text('taxRate.until', { to: format.date(validTo) })
}
