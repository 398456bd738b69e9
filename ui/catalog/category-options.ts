import type { PageContext } from '../../api/page.ts'
import { nameIn } from '../../domain/shared/locale.ts'
import { readCategoryTree } from '../../projections/catalog/category.ts'
import type { Option } from '../components/filter-bar.ts'

/** Every category as a choice, in the order of the tree, indented by its depth. */
export const categoryOptions = async ({ viewer, db }: PageContext): Promise<Option[]> => {
  const tree = await readCategoryTree(viewer, db)
  const locale = viewer.locale.startsWith('de') ? 'de' : 'en'
  return tree.map(({ category, names, depth }) => ({
    value: category,
    label: `${'\u2003'.repeat(depth)}${nameIn(names, locale)}`,
  }))
}
