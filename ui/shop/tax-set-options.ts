import type { PageContext } from '../../api/page.ts'
import { readTaxSetNames } from '../../projections/shop/tax-set.ts'
import type { FieldOptions } from '../kit/control.ts'
import type { Words } from '../words.ts'

/** The tax sets as choices, by name. */
export const taxSetOptions = async ({ viewer, db }: Pick<PageContext, 'viewer' | 'db'>) =>
  (await readTaxSetNames(viewer, db)).map(({ taxSet, name }) => ({ value: taxSet, label: name }))

export type TaxSetOptions = Awaited<ReturnType<typeof taxSetOptions>>

/** What a field that names a tax set is drawn with. One that is gone stays a choice, so that saving does not change it. */
export const taxSetChoice = ({ text }: Words, options: TaxSetOptions, recorded: string | null = null): FieldOptions => {
  const isGone = recorded !== null && !options.some(({ value }) => value === recorded)
  const gone = isGone ? [{ value: recorded, label: text('taxSet.gone') }] : []
  return { options: [...gone, ...options], none: text('taxSet.none') }
}
