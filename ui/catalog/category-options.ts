import { contentLocale } from '../../api/content-locale.ts'
import type { PageContext } from '../../api/page.ts'
import { nameIn } from '../../domain/shared/locale.ts'
import { type PlacedCategory, readCategoryTree } from '../../projections/catalog/category-tree.ts'
import type { Option } from '../components/filter-bar.ts'
import type { FieldOptions } from '../kit/control.ts'

/** These categories as choices, indented by their depth. */
export const optionsOf = ({ viewer }: PageContext, tree: readonly PlacedCategory[]): Option[] =>
  tree.map(({ category, names, depth }) => ({
    value: category,
    label: `${'\u2003'.repeat(depth)}${nameIn(names, contentLocale(viewer))}`,
  }))

/** More than these are not looked through in a list. */
const LONGEST_LIST = 50

/** Beyond a list's length a category is looked for and picked. */
export const categoryChoice = (options: readonly Option[], none: string): FieldOptions =>
  options.length > LONGEST_LIST ? { pick: 'category' } : { options, none }

/** Every category as a choice, in the order of the tree. */
export const categoryOptions = async (context: PageContext): Promise<Option[]> =>
  optionsOf(context, await readCategoryTree(context.viewer, context.db))
