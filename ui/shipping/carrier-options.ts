import type { PageContext } from '../../api/page.ts'
import { readCarriers } from '../../projections/shipping/carrier.ts'
import type { Option } from '../components/filter-bar.ts'
import type { FieldOptions } from '../kit/control.ts'
import type { Words } from '../words.ts'

/** Every carrier by its name, for filters. */
export const carrierOptions = async (_: Words, { viewer, db }: PageContext): Promise<Option[]> =>
  (await readCarriers(viewer, db)).map(({ carrier, name }) => ({ value: carrier, label: name }))

/** The carriers that bring something; one that is recorded stays a choice, so that saving does not change it. */
export const carrierChoice = async (
  { text }: Words,
  { viewer, db }: PageContext,
  recorded?: string,
): Promise<FieldOptions> => {
  const all = await readCarriers(viewer, db)
  const options = all.flatMap(({ carrier, name, status }) => {
    if (status === 'active') return [{ value: carrier, label: name }]
    return carrier === recorded ? [{ value: carrier, label: text('carrier.inactiveNamed', { name }) }] : []
  })
  return { options }
}
