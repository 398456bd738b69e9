import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { categoryHeir, categoryTree } from '../../../domain/catalog/category-tree.ts'
import { type Context, fold, isRejection, type MessageOf } from '../../../domain/decider.ts'
import { type Names, nameIn } from '../../../domain/shared/locale.ts'
import { earlier, given, now } from '../../support/given.ts'

type Event = MessageOf<typeof categoryTree.events>
type Command = MessageOf<typeof categoryTree.commands>
type Parent = string | null

const placed = (category: string, parent: Parent, position: number, names: Names = { en: category }): Event => ({
  type: 'CategoryPlaced',
  data: { category, parent, names, position },
})
const place = (category: string, parent: Parent, names: Names = { en: category }): Command => ({
  type: 'PlaceCategory',
  data: { category, parent, names },
})
const move = (category: string, parent: Parent, before?: string): Command => ({
  type: 'MoveCategory',
  data: { category, parent, ...(before === undefined ? {} : { before }) },
})
const moved = (category: string, from: Parent, parent: Parent, position: number): Event => ({
  type: 'CategoryMoved',
  data: { category, from, parent, position },
})
const removed = (category: string, parent: Parent): Event => ({ type: 'CategoryRemoved', data: { category, parent } })
const resorted = (parent: Parent, ...order: string[]): Event => ({
  type: 'CategoriesResorted',
  data: { parent, order },
})

/** home · garden (tools, plants (trees)) */
const shop: readonly Event[] = [
  placed('home', null, 0),
  placed('garden', null, 1, { en: 'Garden', de: 'Garten' }),
  placed('tools', 'garden', 0),
  placed('plants', 'garden', 1),
  placed('trees', 'plants', 0),
]
const tree = (...more: readonly Event[]) => given(categoryTree, 'main', ...shop, ...more)

describe('placing a category', () => {
  it('puts it behind its siblings', () =>
    tree()
      .when(place('seeds', 'garden'))
      .then(placed('seeds', 'garden', 2)))
  it('puts it on the top level', () =>
    given(categoryTree, 'main')
      .when(place('home', null))
      .then(placed('home', null, 0)))
  it('needs a new key', () => tree().when(place('tools', 'home')).thenRejected('CategoryExists', 'category'))
  it('needs a parent that is there', () => tree().when(place('x', 'attic')).thenRejected('CategoryUnknown', 'parent'))
  it('refuses the name of a sibling, whatever its case and blanks', () =>
    tree()
      .when(place('x', null, { en: ' gARDEN ' }))
      .thenRejected('CategoryNameTaken', 'names.en'))
  it('refuses the name of a sibling in another language', () =>
    tree()
      .when(place('x', null, { en: 'Yard', de: 'garten' }))
      .thenRejected('CategoryNameTaken', 'names.de'))
  it('refuses a name that looks like a sibling’s where a translation is missing', () =>
    tree()
      .when(place('x', null, { en: 'Garten' }))
      .thenRejected('CategoryNameTaken', 'names.en'))
  it('needs a name in the default language of the shop', () =>
    tree()
      .when(place('x', null, { fr: 'Jardin' }))
      .thenRejected('DefaultNameMissing', 'names.en'))
  it('refuses the name of a sibling in a language that only one of them has', () => {
    const french = placed('yard', null, 2, { en: 'Yard', fr: 'Cour' })
    tree(french)
      .when(place('x', null, { en: 'Court', fr: 'cour' }))
      .thenRejected('CategoryNameTaken', 'names.fr')
    tree(french)
      .when(place('x', null, { en: 'Cour' }))
      .thenRejected('CategoryNameTaken', 'names.en')
    tree(french)
      .when(place('x', null, { en: 'Court', fr: 'Tribunal' }))
      .then(placed('x', null, 3, { en: 'Court', fr: 'Tribunal' }))
  })
  it('allows a name that is used elsewhere in the tree', () =>
    tree()
      .when(place('x', 'home', { en: 'tools' }))
      .then(placed('x', 'home', 0, { en: 'tools' })))
  it('allows the key of one that was removed', () =>
    tree({ type: 'CategoryRemoved', data: { category: 'tools', parent: 'garden' } })
      .when(place('tools', 'home'))
      .then(placed('tools', 'home', 0)))
})

describe('moving a category', () => {
  it('puts it behind its new siblings', () =>
    tree()
      .when(move('trees', 'garden'))
      .then(moved('trees', 'plants', 'garden', 2)))
  it('puts it before one of them', () =>
    tree()
      .when(move('trees', 'garden', 'plants'))
      .then(moved('trees', 'plants', 'garden', 2), resorted('garden', 'tools', 'trees', 'plants')))
  it('only sorts when the parent stays', () =>
    tree()
      .when(move('plants', 'garden', 'tools'))
      .then(resorted('garden', 'plants', 'tools')))
  it('does nothing when it is there already', () => {
    tree().when(move('plants', 'garden')).thenNothing()
    tree()
      .when(move('tools', 'garden', 'plants'))
      .thenNothing()
  })
  it('can not put it below itself', () => {
    tree().when(move('garden', 'trees')).thenRejected('CategoryWithinItself', 'parent')
    tree().when(move('garden', 'garden')).thenRejected('CategoryWithinItself', 'parent')
  })
  it('needs both to be there', () => {
    tree().when(move('attic', null)).thenRejected('CategoryUnknown')
    tree().when(move('tools', 'attic')).thenRejected('CategoryUnknown', 'parent')
  })
  it('needs a place among the new siblings', () => {
    tree()
      .when(move('trees', 'garden', 'home'))
      .thenRejected('CategoryNotASibling', 'before')
    tree()
      .when(move('tools', 'garden', 'tools'))
      .thenRejected('CategoryNotASibling', 'before')
  })
  it('refuses a place where its name is taken', () =>
    tree(placed('more-tools', 'home', 0, { en: 'Tools' }))
      .when(move('tools', 'home'))
      .thenRejected('CategoryNameTaken'))
})

describe('renaming a category', () => {
  const rename = (category: string, names: Names): Command => ({ type: 'RenameCategory', data: { category, names } })
  it('gives it new names', () =>
    tree()
      .when(rename('tools', { en: 'Garden tools' }))
      .then({ type: 'CategoryRenamed', data: { category: 'tools', names: { en: 'Garden tools' } } }))
  it('may change the case of its own name', () =>
    tree()
      .when(rename('tools', { en: 'TOOLS' }))
      .then({ type: 'CategoryRenamed', data: { category: 'tools', names: { en: 'TOOLS' } } }))
  it('does nothing when the names are the same', () =>
    tree()
      .when(rename('tools', { en: 'tools' }))
      .thenNothing())
  it('refuses a sibling’s name', () =>
    tree()
      .when(rename('tools', { en: 'plants' }))
      .thenRejected('CategoryNameTaken', 'names.en'))
  it('needs the category', () =>
    tree()
      .when(rename('attic', { en: 'Attic' }))
      .thenRejected('CategoryUnknown'))
})

describe('removing a category', () => {
  const remove = (category: string): Command => ({ type: 'RemoveCategory', data: { category } })
  it('removes a leaf and nothing else', () => {
    tree().when(remove('trees')).then(removed('trees', 'plants'))
    tree().when(remove('home')).then(removed('home', null))
  })
  it('is done once', () => tree(removed('trees', 'plants')).when(remove('trees')).thenNothing())
  it('moves its children up, in its place', () =>
    tree(placed('attic', null, 2))
      .when(remove('garden'))
      .then(
        moved('tools', 'garden', null, 3),
        moved('plants', 'garden', null, 4),
        resorted(null, 'home', 'tools', 'plants', 'attic'),
        removed('garden', null),
      ))
  it('is refused when a child would meet its own name', () =>
    tree(placed('more-tools', null, 2, { en: 'Tools' }))
      .when(remove('garden'))
      .thenRejected('CategoryChildNameTaken'))
  it('lets a child take the name of the removed', () =>
    tree(placed('inner', 'trees', 0, { en: 'trees' }))
      .when(remove('trees'))
      .then(moved('inner', 'trees', 'plants', 1), removed('trees', 'plants')))
})

describe('what was in a removed category', () => {
  const heir = (category: string, ...events: readonly Event[]) => {
    const happened = [...shop, ...events].map(event => ({ ...event, at: earlier, commandId: 'c' }))
    return categoryHeir.view(fold(categoryTree.evolve, categoryTree.initial, happened) as never)(category)
  }
  it('belongs to the one above it', () => expect(heir('trees', removed('trees', 'plants'))).toBe('plants'))
  it('belongs to none when that was at the top', () => expect(heir('home', removed('home', null))).toBeNull())
  it('belongs to the nearest that is still there, whichever went first', () => {
    const gone = [removed('trees', 'plants'), removed('plants', 'garden')]
    expect(heir('trees', ...gone)).toBe('garden')
    expect(heir('trees', ...gone, removed('garden', null))).toBeNull()
  })
  it('goes nowhere while it is there, was never there, or was placed again', () => {
    expect(heir('trees')).toBeUndefined()
    expect(heir('moon')).toBeUndefined()
    expect(heir('trees', removed('trees', 'plants'), placed('trees', 'home', 0))).toBeUndefined()
  })
})

describe('sorting children', () => {
  const sort = (parent: Parent, ...order: string[]): Command => ({ type: 'ResortChildren', data: { parent, order } })
  it('sets their order', () =>
    tree()
      .when(sort('garden', 'plants', 'tools'))
      .then(resorted('garden', 'plants', 'tools')))
  it('does nothing when that is their order', () =>
    tree()
      .when(sort('garden', 'tools', 'plants'))
      .thenNothing())
  it('needs each of them once', () => {
    tree().when(sort('garden', 'plants')).thenRejected('CategoriesIncomplete', 'order')
    tree()
      .when(sort('garden', 'plants', 'tools', 'home'))
      .thenRejected('CategoriesIncomplete')
    tree()
      .when(sort('garden', 'plants', 'plants'))
      .thenRejected('CategoriesIncomplete')
  })
  it('needs a parent that is there', () => tree().when(sort('attic')).thenRejected('CategoryUnknown', 'parent'))
})

const key = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'constructor')
const parent = fc.option(key, { nil: null })
const name = fc.constantFrom('Red', 'red ', 'Rot', 'Blue')
const languages = ['en', 'de', 'fr'] as const
const names: fc.Arbitrary<Names> = fc.record({ en: name, de: name, fr: name }, { requiredKeys: ['en'] })
const of = <T extends Command['type'], D>(type: T, data: fc.Arbitrary<D>) =>
  fc.record({ type: fc.constant(type), data })
const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 3, arbitrary: of('PlaceCategory', fc.record({ category: key, parent, names })) },
  { weight: 2, arbitrary: of('MoveCategory', fc.record({ category: key, parent })) },
  { weight: 1, arbitrary: of('MoveCategory', fc.record({ category: key, parent, before: key })) },
  { weight: 1, arbitrary: of('RenameCategory', fc.record({ category: key, names })) },
  { weight: 1, arbitrary: of('RemoveCategory', fc.record({ category: key })) },
)
const context: Context = {
  now,
  id: 'main',
  actor: { id: 'ada', kind: 'user' },
  claimed: {},
  // Nothing is set in this shop.
  facts: { of: () => ({}) as never },
}
type Tree = (typeof categoryTree.initial)['tree']

const reachesTheTop = (tree: Tree, category: Parent, steps = tree.size): boolean =>
  category === null ||
  (steps > 0 && tree.has(category) && reachesTheTop(tree, tree.get(category)?.parent ?? null, steps - 1))

const visibleNames = (tree: Tree) =>
  [...tree].flatMap(([, { parent, names }]) =>
    languages.map(language => `${parent}/${language}/${nameIn(names, language).trim().toLowerCase()}`),
  )

describe('whatever commands come', () => {
  it('every category leads to the top, and no siblings share a name in any language', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 40 }), commands => {
        let state = categoryTree.initial
        for (const { type, data } of commands) {
          const decision = categoryTree.decide[type](state, data as never, context)
          if (isRejection(decision)) continue
          state = fold(
            categoryTree.evolve,
            state,
            decision.map(event => ({ ...event, at: now, commandId: 'c' })),
          )
          const { tree, removed } = state
          for (const category of tree.keys()) expect(reachesTheTop(tree, category)).toBe(true)
          expect(new Set(visibleNames(tree)).size).toBe(tree.size * languages.length)
          for (const category of removed.keys())
            expect([null, ...tree.keys()]).toContain(categoryHeir.view(state as never)(category))
        }
      }),
      { numRuns: 300 },
    )
  })
})
