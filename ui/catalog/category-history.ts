import type { HistoryEntry, StreamHistory } from '../../api/stream-history.ts'
import { MAIN_TREE } from '../../domain/catalog/category-tree.ts'

/** Of an event of the tree, what it changed of this category. */
const partOf = (category: string, entry: HistoryEntry): HistoryEntry => {
  const row = `category_place ${category}: `
  const changes = entry.changes.flatMap(change =>
    change.path.startsWith(row) ? [{ ...change, path: change.path.slice(row.length) }] : [],
  )
  return { ...entry, changes }
}

/**
 * What happened to a category: its own events, and those of the tree that are about it or moved it.
 * @returns oldest first, with the revision of its own stream
 */
export const categoryHistory = (
  category: string,
  tree: StreamHistory | undefined,
  own: StreamHistory | undefined,
): StreamHistory => {
  const placed = (tree?.entries ?? [])
    .map(entry => partOf(category, entry))
    .filter(({ parameters, changes }) => parameters['category'] === category || changes.length > 0)
  const entries = [...placed, ...(own?.entries ?? [])]
  return {
    // A category that was only placed has no stream of its own yet.
    thing: own?.thing ?? { category: 'categoryTree', id: MAIN_TREE },
    revision: own?.revision ?? -1,
    entries: entries.sort((a, b) => (a.position < b.position ? -1 : 1)),
  }
}
