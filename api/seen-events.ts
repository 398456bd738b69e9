import { storeOf } from '../domain/store-of.ts'
import { isWithin, readOf, storesFor, type Viewer } from '../domain/viewer.ts'

const isKnown = (category: string): category is keyof typeof readOf => category in readOf

/** Whether a viewer may see what of a category belongs to a store. */
export const maySeeOf = (viewer: Viewer, category: string, store: string | undefined): boolean =>
  !isKnown(category) || isWithin(viewer, readOf[category], store)

/** Whether a viewer sees only what some stores have of a category. */
export const seesPart = (viewer: Viewer, category: string): boolean =>
  isKnown(category) && storesFor(viewer, readOf[category]) !== undefined

type Said = { readonly data: object }

/** Which events of a stream a viewer may see. @param first event of the stream */
export const isSeenIn =
  (viewer: Viewer, category: string, first: Said | undefined) =>
  (event: Said): boolean =>
    maySeeOf(viewer, category, storeOf(category, event, first))
