import { decimalsOf } from '../../../domain/shared/currency.ts'

const SIGNED = /^([+-]?)(\d[\d.,' ]*)([+-]?)$/

/** Digits alone, or in groups of three from the second on. */
const isWhole = (text: string, group: string): boolean => {
  const [first = '', ...others] = text.split(group)
  return /^\d+$/.test(text) || (/^\d{1,3}$/.test(first) && others.every(digits => /^\d{3}$/.test(digits)))
}

/** The sign of decimals, where the text has one: the last sign, unless it stands before three digits and may be one of thousands. */
const decimalIn = (text: string, decimals: number): { readonly at: number } | 'ambiguous' | undefined => {
  const at = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','))
  if (at === -1) return undefined
  const sign = text[at] ?? ''
  const other = sign === '.' ? ',' : '.'
  if (text.includes(other)) return text.indexOf(other) < at && text.indexOf(sign) === at ? { at } : undefined
  if (text.indexOf(sign) !== at) return undefined
  const after = text.length - at - 1
  if (after !== 3) return { at }
  // 1.234 is a thousand to some, and one to others. A currency without decimals knows thousands only.
  return decimals === 0 ? undefined : 'ambiguous'
}

/**
 * An amount as banks of different countries write it (`1.234,50`, `1,234.50`, `12,5`, `-7.00`, `7,00-`), in minor units of its
 * currency; undefined where it is none, is finer than there are coins, or may mean two things.
 */
export const statementAmount = (typed: string, currency: string): number | undefined => {
  const blanks = typed
    .trim()
    .replaceAll(/[\u00a0\u2009\u202f]/g, ' ')
    .replace(/^[\u2212\u2013]/, '-')
  const named = blanks.replace(new RegExp(`^(?:${currency}|[€£$¥])\\s*|\\s*(?:${currency}|[€£$¥])$`, 'i'), '')
  const [, before = '', digits = '', after = ''] = SIGNED.exec(named) ?? []
  const text = digits.trim()
  const decimals = decimalsOf(currency)
  const found = decimalIn(text, decimals)
  if (text === '' || found === 'ambiguous' || (before !== '' && after !== '')) return undefined
  const [whole, fraction] = found === undefined ? [text, ''] : [text.slice(0, found.at), text.slice(found.at + 1)]
  const plain = whole.replaceAll(/[.,' ]/g, '')
  if (!['.', ',', "'", ' '].some(group => isWhole(whole, group))) return undefined
  if (!/^\d{1,10}$/.test(plain) || !/^\d*$/.test(fraction)) return undefined
  if (/[1-9]/.test(fraction.slice(decimals)) || fraction.length > 4) return undefined
  const minor = Number(plain) * 10 ** decimals + Number(fraction.slice(0, decimals).padEnd(decimals, '0') || '0')
  return before === '-' || after === '-' ? -minor : minor
}
