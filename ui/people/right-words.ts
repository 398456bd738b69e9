import type { Rule, Scope } from '../../domain/people/rule.ts'
import { scopeName } from '../right-name.ts'
import type { Words } from '../words.ts'

/** The stores a rule holds for. */
export const storesText = ({ text, locale }: Words, { stores }: Pick<Rule, 'stores'>): string =>
  stores === undefined ? text('role.stores.all') : new Intl.ListFormat(locale).format(stores)

/** So much of a search is looked for. */
export const LONGEST_SEARCH = 100

/** Whether somebody looks for this among what there is: every word of it is in the names, or is its key. */
export const isSought = (words: Words, scope: Scope, sought: string): boolean => {
  const { area, thing, action } = scope
  const said = `${scopeName(words, scope)} ${area} ${thing} ${action}`.toLocaleLowerCase(words.locale)
  return sought
    .toLocaleLowerCase(words.locale)
    .split(/\s+/u)
    .every(word => said.includes(word))
}
