import type { HistoryEntry, HistoryPage, StreamHistory } from '../../api/stream-history.ts'
import { MAIN_TREE } from '../../domain/catalog/category-tree.ts'

/** Of an event of the tree, what it changed of this category. */
const partOf = (category: string, entry: HistoryEntry): HistoryEntry => {
  const row = `category_place ${category}: `
  const changes = entry.changes.flatMap(change =>
    change.path.startsWith(row) ? [{ ...change, path: change.path.slice(row.length) }] : [],
  )
  return { ...entry, changes }
}

/** The events that a page of a history asks for, of all of them. */
const pageOf = (all: readonly HistoryEntry[], { before, limit }: HistoryPage) => {
  const until = before === undefined ? all : all.filter(({ position }) => position < before)
  const first = Math.max(0, until.length - limit)
  return { entries: until.slice(first), count: all.length, hasOlder: first > 0 }
}

/**
 * What happened to a category: its own events, and those of the tree that are about it or moved it.
 * @returns a page of it, oldest first, with the revision of its own stream
 */
export const categoryHistory = (
  category: string,
  tree: StreamHistory | undefined,
  own: StreamHistory | undefined,
  page: HistoryPage,
): StreamHistory => {
  const placed = (tree?.entries ?? [])
    .map(entry => partOf(category, entry))
    .filter(({ parameters, changes }) => parameters['category'] === category || changes.length > 0)
  const entries = [...placed, ...(own?.entries ?? [])].sort((a, b) => (a.position < b.position ? -1 : 1))
  return {
    // A category that was only placed has no stream of its own yet.
    thing: own?.thing ?? { category: 'categoryTree', id: MAIN_TREE },
    revision: own?.revision ?? -1,
    lastAt: entries.at(-1)?.at ?? new Date(0),
    ...pageOf(entries, page),
  }
}
