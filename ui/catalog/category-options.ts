import type { PageContext } from '../../api/page.ts'
import { nameIn } from '../../domain/shared/locale.ts'
import { type PlacedCategory, readCategoryTree } from '../../projections/catalog/category.ts'
import type { Option } from '../components/filter-bar.ts'
import { contentLocale } from '../content-locale.ts'

/** These categories as choices, indented by their depth. */
export const optionsOf = ({ viewer }: PageContext, tree: readonly PlacedCategory[]): Option[] =>
  tree.map(({ category, names, depth }) => ({
    value: category,
    label: `${'\u2003'.repeat(depth)}${nameIn(names, contentLocale(viewer))}`,
  }))

/** Every category as a choice, in the order of the tree. */
export const categoryOptions = async (context: PageContext): Promise<Option[]> =>
  optionsOf(context, await readCategoryTree(context.viewer, context.db))
