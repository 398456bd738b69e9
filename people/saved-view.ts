/** A named question to a list: its own tab there. */
export type SavedView = {
  readonly id: string
  /** Id of the viewer who saved it, and alone may change it. */
  readonly owner: string
  /** Path of the list's page. */
  readonly list: string
  readonly name: string
  /** Query string of the list, as it was understood when it was saved. */
  readonly query: string
  readonly isShared: boolean
  /** The viewer begins the list with it. */
  readonly isDefault: boolean
}

export type NewView = Omit<SavedView, 'isDefault'>

/** Most views of a list that are one person's own, and most that are shared. */
export const MOST_VIEWS = 30

/**
 * `unknown`: there is none of that id that its owner could change. `taken`: the id stands for something else already, as
 * when a form that was sent is filled in anew.
 */
export type ViewOutcome =
  | { readonly kind: 'done'; readonly view: SavedView }
  | { readonly kind: 'unknown' | 'same name' | 'too many' | 'taken' }

type Change<Value> = (owner: string, id: string, value: Value) => Promise<ViewOutcome>

/** The saved views of a shop. Each change by its owner; the same change twice is the same as once. */
export type SavedViews = {
  /** What a viewer may see, of one list or of all: per list own ones first, then shared ones, each in their order. */
  readonly of: (viewer: string, list?: string) => Promise<readonly SavedView[]>
  readonly save: (view: NewView) => Promise<ViewOutcome>
  readonly rename: Change<string>
  readonly ask: Change<string>
  readonly share: Change<boolean>
  /** To a place, counted from 0, among those it stands with. */
  readonly move: Change<number>
  readonly remove: (owner: string, id: string) => Promise<ViewOutcome>
  /** Whatever the viewer may see can be where they begin. */
  readonly begin: (viewer: string, id: string, isDefault: boolean) => Promise<ViewOutcome>
}
