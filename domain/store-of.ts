/**
 * What of each kind of thing belongs to a store: the thing, whose first event says to which, or single events of what all
 * stores share. All of any other kind is shared.
 */
const placed: Readonly<Record<string, 'thing' | 'event'>> = {
  order: 'thing',
  draft: 'thing',
  return: 'thing',
  numberRange: 'thing',
  numberBook: 'thing',
  product: 'event',
  stock: 'event',
  deliveryMethod: 'event',
  payment: 'event',
}

/** Whether things of a category belong to a store, each to one for ever. */
export const belongsToStore = (category: string): boolean => placed[category] === 'thing'

/** The store that an event names as the one it is about. */
export const storeNamed = (category: string, data: object): string | undefined => {
  const store = category in placed && 'store' in data ? data.store : undefined
  return typeof store === 'string' ? store : undefined
}

type Said = { readonly data: object }

/** What can not be told belongs to no store that anybody could be permitted. */
export const UNKNOWN_STORE = '?'

/** The store that an event of a stream belongs to; undefined where it is everybody's. @param first event of the stream */
export const storeOf = (category: string, event: Said, first: Said | undefined): string | undefined =>
  belongsToStore(category)
    ? ((first && storeNamed(category, first.data)) ?? UNKNOWN_STORE)
    : storeNamed(category, event.data)
