import { pathTo } from '../../api/commands.ts'
import { contentLocale } from '../../api/content-locale.ts'
import { nameIn, textsIn } from '../../domain/shared/locale.ts'
import { type PlacedCategory, readCategoryTree } from '../../projections/catalog/category-tree.ts'
import { hasWords } from '../../projections/engine/model/words.ts'
import { MATCHES_SHOWN, type Match, noteOf, type PickKind } from './match.ts'

type Named = (category: PlacedCategory) => string

/** The names of what a category lies in, from the top. */
const wayTo = (tree: readonly PlacedCategory[], { parent }: PlacedCategory, name: Named): string => {
  const above = tree.find(({ category }) => category === parent)
  return above === undefined ? '' : [wayTo(tree, above, name), name(above)].filter(way => way !== '').join(' › ')
}

const isFound = ({ category, names }: PlacedCategory, search: string): boolean =>
  hasWords([category, ...textsIn(names)].join(' '), search)

const matchesOf = (tree: readonly PlacedCategory[], found: readonly PlacedCategory[], name: Named): Match[] =>
  found.map(place => ({
    key: place.category,
    label: name(place),
    note: noteOf(wayTo(tree, place, name), place.category),
    href: pathTo('/categories/:id', place.category),
  }))

/** Categories by key and by their names in every language, in the order of the tree; without a search the first ones. */
export const category: PickKind = {
  may: 'category:read',
  find: async (_, { viewer, db }, search) => {
    const tree = await readCategoryTree(viewer, db)
    const found = search === '' ? tree : tree.filter(place => isFound(place, search))
    return matchesOf(tree, found.slice(0, MATCHES_SHOWN), ({ names }) => nameIn(names, contentLocale(viewer)))
  },
  named: async (_, { viewer, db }, keys) => {
    const tree = await readCategoryTree(viewer, db)
    const found = tree.filter(place => keys.includes(place.category))
    return matchesOf(tree, found, ({ names }) => nameIn(names, contentLocale(viewer)))
  },
}
