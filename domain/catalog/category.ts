import { z } from 'zod'
import { type Decide, type Decider, type Evolve, reject, type Touches } from '../decider.ts'
import { contentFacts, keptTexts } from '../facts/content-language.ts'
import { changed } from '../shared/changes.ts'
import { AskedTexts, Texts } from '../shared/locale.ts'
import { MAIN_TREE, placedCategories } from './category-tree.ts'

// Stored for ever: never rename a key, only add optional fields.
const events = {
  CategoryDescribed: z.strictObject({ descriptions: Texts }),
  CategoryActivated: z.strictObject({}),
  CategoryDeactivated: z.strictObject({}),
  CategoryShownInMenu: z.strictObject({}),
  CategoryHiddenFromMenu: z.strictObject({}),
  CategoryMadeSearchable: z.strictObject({}),
  CategoryHiddenFromSearch: z.strictObject({}),
}

type Category = {
  readonly descriptions: Texts
  readonly active: boolean
  readonly inMenu: boolean
  readonly searchable: boolean
}

/** What a category is until somebody says otherwise: it exists by its place in the tree alone. */
export const newCategory: Category = { descriptions: {}, active: false, inMenu: true, searchable: true }

const evolve: Evolve<Category, typeof events> = {
  CategoryDescribed: (category, { descriptions }) => ({ ...category, descriptions }),
  CategoryActivated: category => ({ ...category, active: true }),
  CategoryDeactivated: category => ({ ...category, active: false }),
  CategoryShownInMenu: category => ({ ...category, inMenu: true }),
  CategoryHiddenFromMenu: category => ({ ...category, inMenu: false }),
  CategoryMadeSearchable: category => ({ ...category, searchable: true }),
  CategoryHiddenFromSearch: category => ({ ...category, searchable: false }),
}

const commands = {
  EditCategory: z.strictObject({
    descriptions: AskedTexts,
    active: z.boolean(),
    inMenu: z.boolean(),
    searchable: z.boolean(),
  }),
}

const decide: Decide<Category, typeof commands, typeof events> = {
  EditCategory: (was, { active, inMenu, searchable, ...asked }, { id, facts }) => {
    if (!facts.of(placedCategories, MAIN_TREE).has(id)) return reject('unknown', 'CategoryUnknown', { category: id })
    const type = {
      active: active ? 'CategoryActivated' : 'CategoryDeactivated',
      inMenu: inMenu ? 'CategoryShownInMenu' : 'CategoryHiddenFromMenu',
      searchable: searchable ? 'CategoryMadeSearchable' : 'CategoryHiddenFromSearch',
    } as const
    return [
      ...changed('CategoryDescribed', was, { descriptions: keptTexts(facts, asked.descriptions, was.descriptions) }),
      ...(was.active === active ? [] : [{ type: type.active, data: {} }]),
      ...(was.inMenu === inMenu ? [] : [{ type: type.inMenu, data: {} }]),
      ...(was.searchable === searchable ? [] : [{ type: type.searchable, data: {} }]),
    ]
  },
}

const touches: Touches<Category, typeof commands, typeof events> = {
  CategoryDescribed: () => ['descriptions'],
  CategoryActivated: () => ['active'],
  CategoryDeactivated: () => ['active'],
  CategoryShownInMenu: () => ['inMenu'],
  CategoryHiddenFromMenu: () => ['inMenu'],
  CategoryMadeSearchable: () => ['searchable'],
  CategoryHiddenFromSearch: () => ['searchable'],
}

/**
 * The details of a category; id = its immutable key. Its name and place live in the category tree. A category that is
 * removed and placed again under the same key has its old details.
 */
export const category: Decider<Category, typeof commands, typeof events> = {
  category: 'category',
  initial: newCategory,
  events,
  evolve,
  commands,
  decide,
  touches,
  facts: { EditCategory: () => [{ fact: placedCategories, id: MAIN_TREE }, ...contentFacts] },
}
