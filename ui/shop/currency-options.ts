import { currencies } from '../../domain/shared/currency.ts'
import type { Option } from '../components/filter-bar.ts'
import type { Words } from '../words.ts'

/** A currency by its code and its name: people know one or the other. */
const currencyName = (names: Intl.DisplayNames, currency: string): string => `${currency} – ${names.of(currency)}`

/** Every currency there is as a choice, by its code. */
export const currencyOptions = ({ locale }: Pick<Words, 'locale'>): Option[] => {
  const names = new Intl.DisplayNames(locale, { type: 'currency' })
  return currencies.map(value => ({ value, label: currencyName(names, value) }))
}
