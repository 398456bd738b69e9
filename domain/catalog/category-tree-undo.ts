import { type EventOf, noWayBack, type StateOf, type Undo } from '../undo.ts'
import { type categoryTree, childrenOf } from './category-tree.ts'

type Categories = StateOf<typeof categoryTree>
type Made = readonly EventOf<typeof categoryTree>[]

/** All children of a parent in the order they had. */
const orderBack = ({ tree }: Categories, [event]: Made) =>
  event?.type === 'CategoriesResorted'
    ? ({
        type: 'ResortChildren',
        data: { parent: event.data.parent, order: childrenOf(tree, event.data.parent) },
      } as const)
    : noWayBack

/** Below the parent it had, in front of the sibling that came behind it. */
const placeBack = ({ tree }: Categories, category: string, parent: string | null) => {
  const siblings = childrenOf(tree, parent)
  const before = siblings[siblings.indexOf(category) + 1]
  return { type: 'MoveCategory', data: { category, parent, ...(before === undefined ? {} : { before }) } } as const
}

export const categoryTreeUndo: Undo<typeof categoryTree> = {
  PlaceCategory: 'makes',
  // Among the same siblings a move is a new order.
  MoveCategory: (was, made) => {
    const [event] = made
    return event?.type === 'CategoryMoved' ? placeBack(was, event.data.category, event.data.from) : orderBack(was, made)
  },
  RenameCategory: ({ tree }, [event]) => {
    const place = event?.type === 'CategoryRenamed' ? tree.get(event.data.category) : undefined
    return event?.type === 'CategoryRenamed' && place !== undefined
      ? { type: 'RenameCategory', data: { category: event.data.category, names: place.names } }
      : noWayBack
  },
  // Its children have moved up, and its products follow.
  RemoveCategory: 'ends',
  ResortChildren: orderBack,
}
