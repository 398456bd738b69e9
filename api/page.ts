import type { Kysely } from 'kysely'
import type { Permission, Viewer } from '../domain/viewer.ts'
import type { KeyUse } from '../people/api-key.ts'
import type { SavedView } from '../people/saved-view.ts'
import type { Database } from '../projections/database.ts'
import type { Bound } from '../projections/engine/build/as-of.ts'
import type { ListDefinition } from '../projections/engine/list/list.ts'
import type { Neighbours } from '../projections/engine/list/list-neighbours.ts'
import type { ShopSettings } from '../projections/shop/settings.ts'
import type { Conflict } from './conflict.ts'
import type { PageDocument } from './documents/document.ts'
import type { Done } from './flash.ts'
import type { FormFields } from './form.ts'
import type { Problem } from './problem.ts'
import type { Sheet } from './sheet.ts'
import type { ReadHistory } from './stream-history.ts'
import type { Text } from './text/text.ts'

/**
 * What a button of a form asks for without sending it: more rows, what there is of the kind of thing that is typed at a
 * path, to take one of those, or to fill in a group of fields with something known.
 */
export type Draft =
  | { readonly kind: 'rows' | 'find'; readonly path: string }
  | { readonly kind: 'choose' | 'fill'; readonly path: string; readonly value: string }

/** A form that is shown again with everything that was typed: its command was refused, or it was not sent at all. */
export type Submitted = {
  readonly command: string
  readonly fields: FormFields
  /** Why it was refused. */
  readonly problem?: Problem
  readonly conflict?: Conflict
  /** What was asked for in place of sending it. */
  readonly draft?: Draft
  /** What came of an action that shows its form again. */
  readonly came?: object
}

/** What a shop can not do without. `leader`: the node of the event store that takes commands. */
export type Dependency = 'eventStore' | 'leader' | 'database' | 'disk' | 'clock'

/** How far the read side is behind the log, and what can not be reached at the moment, for the pill in the top bar. */
export type Freshness = {
  readonly behindSeconds: number
  /** `otherLog`: what is shown comes from another log, or from the same before it was restored. */
  readonly state: 'live' | 'behind' | 'stopped' | 'otherLog'
  /** How many sequences of events are kept but can not be shown. */
  readonly parked: number
  /** Commands are refused while anything is lost. */
  readonly lost: readonly Dependency[]
}

/** What every page may know. It reads; it never writes. */
export type PageContext = {
  readonly viewer: Viewer
  readonly text: Text
  readonly now: Date
  readonly path: string
  readonly query: URLSearchParams
  readonly params: Readonly<Record<string, string>>
  readonly db: Kysely<Database>
  /** The last events of one aggregate, or those before a position, with what each changed. */
  readonly history: ReadHistory
  /** The saved views that the viewer has of a list, or of all. */
  readonly savedViews: (list?: string) => Promise<readonly SavedView[]>
  /** When secrets of keys were made and last used, by the key. */
  readonly keyUses: (keys: readonly string[]) => Promise<ReadonlyMap<string, KeyUse>>
  /** A secret that was just made: nothing shows it a second time. */
  readonly secret?: string
  /** The page shows the shop as of this moment. */
  readonly past?: Bound
  readonly newId: () => string
  readonly freshness: Freshness
  /** What the shop has set, as it was a few seconds ago at the most. */
  readonly settings: ShopSettings
  /** htmx asks for a part of the page (`HX-Request-Type: partial`). */
  readonly isPartial: boolean
  /** What brought the viewer here and was just done. */
  readonly done?: Done
  /** The form that is shown again. */
  readonly submitted?: Submitted
}

/** What is known of a request before anything is read for it. */
export type RequestContext = Omit<PageContext, 'db' | 'history' | 'savedViews' | 'keyUses' | 'secret'>

/** Anything that prints as escaped markup. */
export type Markup = { readonly toString: () => string }

export type View = {
  readonly title: string
  readonly body: Markup
  /** The part that the page's own links and filters replace; answered alone to a partial request. */
  readonly region?: Markup
  /** What an event stream keeps up to date; the region unless it is another part. */
  readonly live?: Markup
  /** What was asked for can not be understood; 200 unless said otherwise. */
  readonly status?: 400
  /** Its viewer is led on to this address of the shop, or to this query string of the page, instead. */
  readonly leadsTo?: string
  /** The pages above it, outermost first. */
  readonly trail?: readonly Crumb[]
  /** Addresses of the things before and behind this one in the list that it was opened from. */
  readonly beside?: Neighbours
}

/** The way to a page above another. */
export type Crumb = { readonly label: string; readonly href: string }

/** A page by its path, with the thing that it is about. */
export type Place = { readonly path: string; readonly id: string }

/** A GET page. `view` answers undefined for a thing that is not there (404). Some ask for more than every page knows. */
export type Page<Context extends PageContext = PageContext> = {
  readonly path: string
  readonly may: Permission
  readonly view: (context: Context) => Promise<View | undefined>
  /** Who opens it is recorded (`view`); false for what is never recorded, not even in a shop of the past. */
  readonly audited?: 'view' | false
  /** Can be followed, with others, at `/live?of=<its address>`. */
  readonly isLive?: boolean
  /** The names that `columns` of its query string may have. */
  readonly columns?: (context: Pick<Context, 'viewer' | 'now'>) => readonly string[]
  /** All of what it shows a part of, as `<path>.csv` and `<path>.xlsx`. @throws BadListQuery */
  readonly sheet?: (context: Context) => Sheet
  /** What is printed of the thing that it is about. */
  readonly documents?: readonly PageDocument<PageContext>[]
  /** What the thing that it is about is called on pages below it; undefined when there is none. */
  readonly name?: (context: Context, id: string) => Promise<string | undefined>
  /** The list that it shows, whose things lead on to each other. */
  readonly list?: ListDefinition
  /** What it lies below, where its path says otherwise. */
  readonly within?: (context: Context, id: string) => Promise<Place | undefined>
  /** What it shows is of the whole shop: who is permitted it for some stores only may not open it. */
  readonly isWhole?: boolean
  /** What it shows is one viewer's own, so nobody else follows it along. */
  readonly isOwn?: boolean
}
