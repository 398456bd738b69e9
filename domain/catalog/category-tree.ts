import { z } from 'zod'
import {
  type Context,
  type Decide,
  type Decider,
  type Decision,
  type Evolve,
  fact,
  isRejection,
  reject,
  type Touches,
} from '../decider.ts'
import { contentFacts, keptNames } from '../facts/content-language.ts'
import { AskedKey, NewKey } from '../shared/id.ts'
import { AskedNames, defaultLanguageOf, defaultName, languagesIn, Names, nameIn, sameNames } from '../shared/locale.ts'
import { nameKey } from '../shared/name.ts'
import { emptyMap, type PersistentMap } from '../shared/persistent-map.ts'

const Parent = z.string().nullable()

// Stored for ever: never rename a key, only add optional fields.
const events = {
  /** `position` orders siblings; gaps mean nothing. A null parent is the top level. */
  CategoryPlaced: z.strictObject({ category: z.string(), parent: Parent, names: Names, position: z.int() }),
  CategoryMoved: z.strictObject({ category: z.string(), from: Parent, parent: Parent, position: z.int() }),
  CategoryRenamed: z.strictObject({ category: z.string(), names: Names }),
  /** All children of a parent in their new order, from position 0. */
  CategoriesResorted: z.strictObject({ parent: Parent, order: z.array(z.string()) }),
  CategoryRemoved: z.strictObject({ category: z.string(), parent: Parent }),
}

type Place = { readonly parent: string | null; readonly names: Names; readonly position: number }
type CategoryTree = PersistentMap<Place>
type Categories = {
  readonly tree: CategoryTree
  /** Of each that was removed and not placed again: the one it was below then, null at the top. */
  readonly removed: PersistentMap<string | null>
}

const initial: Categories = { tree: emptyMap(), removed: emptyMap() }

const change = (tree: CategoryTree, category: string, fields: Partial<Place>): CategoryTree => {
  const place = tree.get(category)
  return place === undefined ? tree : tree.with(category, { ...place, ...fields })
}

/** Changes what is in the tree. */
const inTree =
  <Data>(step: (tree: CategoryTree, data: Data) => CategoryTree) =>
  (categories: Categories, data: Data): Categories => ({ ...categories, tree: step(categories.tree, data) })

const evolve: Evolve<Categories, typeof events> = {
  CategoryPlaced: ({ tree, removed }, { category, ...place }) => ({
    tree: tree.with(category, place),
    removed: removed.without(category),
  }),
  CategoryMoved: inTree((tree, { category, parent, position }) => change(tree, category, { parent, position })),
  CategoryRenamed: inTree((tree, { category, names }) => change(tree, category, { names })),
  CategoriesResorted: inTree((tree, { order }) =>
    order.reduce((sorted, category, position) => change(sorted, category, { position }), tree),
  ),
  CategoryRemoved: ({ tree, removed }, { category, parent }) => ({
    tree: tree.without(category),
    removed: removed.with(category, parent),
  }),
}

const commands = {
  PlaceCategory: z.strictObject({ category: NewKey, parent: AskedKey.nullable(), names: AskedNames }),
  /** Without `before` it goes behind its new siblings. */
  MoveCategory: z.strictObject({ category: AskedKey, parent: AskedKey.nullable(), before: AskedKey.optional() }),
  RenameCategory: z.strictObject({ category: AskedKey, names: AskedNames }),
  RemoveCategory: z.strictObject({ category: AskedKey }),
  ResortChildren: z.strictObject({ parent: AskedKey.nullable(), order: z.array(AskedKey).max(1000) }),
}

type Parent = string | null

export const childrenOf = (tree: CategoryTree, parent: Parent): string[] =>
  [...tree]
    .filter(([, place]) => place.parent === parent)
    .sort(([a, { position }], [b, other]) => position - other.position || (a < b ? -1 : 1))
    .map(([key]) => key)

const nextPosition = (tree: CategoryTree, parent: Parent): number =>
  Math.max(-1, ...childrenOf(tree, parent).map(key => tree.get(key)?.position ?? 0)) + 1

const isWithin = (tree: CategoryTree, category: Parent, ancestor: string): boolean =>
  category !== null && (category === ancestor || isWithin(tree, tree.get(category)?.parent ?? null, ancestor))

const sameOrder = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((key, i) => key === b[i])

const unknown = (category: string, field?: string) => reject('unknown', 'CategoryUnknown', { category }, field)

/** Compares what people see in each language that one of them has: without a German name that is the default one. */
const nameTaken = (tree: CategoryTree, parent: Parent, names: Names, leaving: readonly string[]) => {
  const siblings = childrenOf(tree, parent).flatMap(key => (leaving.includes(key) ? [] : [tree.get(key)?.names ?? {}]))
  for (const language of new Set([names, ...siblings].flatMap(languagesIn))) {
    const name = nameIn(names, language)
    const taken = siblings.some(other => nameKey(nameIn(other, language)) === nameKey(name))
    const field = names[language] === undefined ? defaultLanguageOf(names) : language
    if (taken) return reject('conflict', 'CategoryNameTaken', { name }, `names.${field}`)
  }
  return undefined
}

/** Puts a category that is among its new siblings in front of one of them. */
const sortedBefore = (tree: CategoryTree, parent: Parent, category: string, before: string | undefined) => {
  const others = childrenOf(tree, parent).filter(key => key !== category)
  const at = before === undefined ? others.length : others.indexOf(before)
  return [...others.slice(0, at), category, ...others.slice(at)]
}

const resorted = (parent: Parent, order: readonly string[]) => ({
  type: 'CategoriesResorted' as const,
  data: { parent, order: [...order] },
})

const rules: Decide<CategoryTree, typeof commands, typeof events> = {
  PlaceCategory: (tree, { category, parent, ...asked }, { facts }) => {
    if (tree.has(category)) return reject('conflict', 'CategoryExists', { category }, 'category')
    if (parent !== null && !tree.has(parent)) return unknown(parent, 'parent')
    const names = keptNames(facts, asked.names)
    if (isRejection(names)) return names
    const data = { category, parent, names, position: nextPosition(tree, parent) }
    return nameTaken(tree, parent, names, []) ?? [{ type: 'CategoryPlaced', data }]
  },
  MoveCategory: (tree, { category, parent, before }) => {
    const place = tree.get(category)
    if (place === undefined) return unknown(category)
    if (parent !== null && !tree.has(parent)) return unknown(parent, 'parent')
    if (isWithin(tree, parent, category)) return reject('conflict', 'CategoryWithinItself', { category }, 'parent')
    if (before !== undefined && (before === category || tree.get(before)?.parent !== parent))
      return reject('invalid', 'CategoryNotASibling', { category: before }, 'before')
    return nameTaken(tree, parent, place.names, [category]) ?? moved(tree, category, place.parent, parent, before)
  },
  RenameCategory: (tree, { category, ...asked }, { facts }) => {
    const place = tree.get(category)
    if (place === undefined) return unknown(category)
    if (sameNames(place.names, asked.names)) return []
    const names = keptNames(facts, asked.names)
    if (isRejection(names)) return names
    return nameTaken(tree, place.parent, names, [category]) ?? [{ type: 'CategoryRenamed', data: { category, names } }]
  },
  RemoveCategory: (tree, { category }) => {
    const place = tree.get(category)
    return place === undefined ? [] : removed(tree, category, place)
  },
  ResortChildren: (tree, { parent, order }) => {
    if (parent !== null && !tree.has(parent)) return unknown(parent, 'parent')
    const children = childrenOf(tree, parent)
    if (sameOrder(children, order)) return []
    if (!sameOrder([...children].sort(), [...order].sort()))
      return reject('conflict', 'CategoriesIncomplete', {}, 'order')
    return [resorted(parent, order)]
  },
}

const moved = (
  tree: CategoryTree,
  category: string,
  from: Parent,
  parent: Parent,
  before: string | undefined,
): Decision<typeof events> => {
  const order = sortedBefore(tree, parent, category, before)
  const position = nextPosition(tree, parent)
  const isLast = order.at(-1) === category
  if (from === parent) return sameOrder(childrenOf(tree, parent), order) ? [] : [resorted(parent, order)]
  const move = { type: 'CategoryMoved', data: { category, from, parent, position } } as const
  return isLast ? [move] : [move, resorted(parent, order)]
}

/** The children take the place of the removed one, in their order. */
const removed = (tree: CategoryTree, category: string, { parent }: Place): Decision<typeof events> => {
  const children = childrenOf(tree, category)
  for (const child of children) {
    const names = tree.get(child)?.names ?? {}
    const taken = nameTaken(tree, parent, names, [category])
    if (taken !== undefined) return reject('conflict', 'CategoryChildNameTaken', { name: defaultName(names) })
  }
  const first = nextPosition(tree, parent)
  const moves = children.map((child, index) => ({
    type: 'CategoryMoved' as const,
    data: { category: child, from: category, parent, position: first + index },
  }))
  const siblings = childrenOf(tree, parent)
  const order = siblings.flatMap(key => (key === category ? children : [key]))
  const isLast = siblings.at(-1) === category
  const resort = children.length === 0 || isLast ? [] : [resorted(parent, order)]
  return [...moves, ...resort, { type: 'CategoryRemoved', data: { category, parent } }]
}

/** Its read model and the products know one tree: a second one would be written into the same rows. */
const ofMain =
  <Data>(rule: (tree: CategoryTree, data: Data, context: Context) => Decision<typeof events>) =>
  ({ tree }: Categories, data: Data, context: Context) =>
    context.id === MAIN_TREE ? rule(tree, data, context) : reject('unknown', 'CategoryTreeUnknown', {}, 'id')

const decide: Decide<Categories, typeof commands, typeof events> = {
  PlaceCategory: ofMain(rules.PlaceCategory),
  MoveCategory: ofMain(rules.MoveCategory),
  RenameCategory: ofMain(rules.RenameCategory),
  RemoveCategory: ofMain(rules.RemoveCategory),
  ResortChildren: ofMain(rules.ResortChildren),
}

const at = (category: Parent) => `tree.${category ?? ''}` as const
const child = (parent: Parent, category: string) => `${at(parent)}.children.${category}` as const

// A category among its parent's children is a path too: who removes or sorts them meets who adds one.
const touches: Touches<Categories, typeof commands, typeof events> = {
  CategoryPlaced: ({ category, parent }) => [at(category), child(parent, category)],
  CategoryMoved: ({ category, from, parent }) => [
    `${at(category)}.parent`,
    child(from, category),
    child(parent, category),
  ],
  CategoryRenamed: ({ category }) => [`${at(category)}.names`],
  CategoriesResorted: ({ parent }) => [`${at(parent)}.children`],
  CategoryRemoved: ({ category, parent }) => [at(category), child(parent, category)],
}

/**
 * Which categories there are, their names, parents and order: what must be unique or free of cycles lives in this one
 * stream, `categoryTree-main`. A category's own details are the aggregate `category`.
 */
export const categoryTree: Decider<Categories, typeof commands, typeof events> = {
  category: 'categoryTree',
  initial,
  events,
  evolve,
  commands,
  decide,
  touches,
  facts: { PlaceCategory: () => contentFacts, RenameCategory: () => contentFacts },
}

/** The id of the shop's one tree. */
export const MAIN_TREE = 'main'

/** The keys of all categories, for rules about one that must be there. */
export const placedCategories = fact(categoryTree, ({ tree }): ReadonlySet<string> => new Set(tree.keys()))

/** The nearest that is still there above a removed one: each was in the tree when what was below it went, so no way leads back. */
const heirOf = ({ tree, removed }: Categories, category: string): Parent | undefined => {
  const above = removed.get(category)
  return above === undefined || above === null || tree.has(above) ? above : heirOf({ tree, removed }, above)
}

/** Where things of a removed category belong now: a category, or null for none. Undefined for one that was not removed. */
export const categoryHeir = fact(
  categoryTree,
  categories =>
    (category: string): Parent | undefined =>
      heirOf(categories, category),
)
