import type { PageContext } from '../../api/page.ts'
import { readActiveUsers } from '../../projections/orders/order-notes.ts'
import type { Option } from '../components/filter-bar.ts'

/** Users who can take care of something, by name. */
export const userChoices = async ({ viewer, db }: PageContext): Promise<readonly Option[]> => {
  const { compare } = new Intl.Collator(viewer.locale)
  const users = await readActiveUsers(viewer, db)
  return users
    .map(id => ({ value: id, label: viewer.people?.get(id) ?? id }))
    .toSorted((a, b) => compare(a.label, b.label))
}
