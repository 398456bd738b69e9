import type { z } from 'zod'
import type { Actor } from '../../../domain/decider.ts'
import type { Events, EventType } from '../../../domain/index.ts'
import type { Origin } from '../../../eventstore/event-store.ts'
import type { Personal } from './personal.ts'
import type { Columns, Row, Stored, Table } from './table.ts'

/** Event data as handlers see it: a `personal` part keeps its subject, its fields are closed (null once erased). */
export type Projected<Data> = Data extends { personal?: infer Part }
  ? 'personal' extends keyof Data
    ? Omit<Data, 'personal'> & { readonly personal: PartOf<Exclude<Part, undefined>> | Extract<Part, undefined> }
    : Data
  : Data

type PartOf<Part> = Part extends { value: infer P } ? PersonalFields<NonNullable<P>> : never

export type PersonalFields<P> = { readonly subject: string } & {
  readonly [K in keyof P]-?: Personal<Exclude<P[K], undefined>> | null
}

/** What a handler may know of an event: everything is in it, nothing is looked up. */
export type ProjectedEvent<T extends EventType = EventType> = {
  readonly type: T
  readonly eventId: string
  /** The aggregate's id: the stream's name without its category. */
  readonly id: string
  readonly stream: string
  readonly revision: number
  /** Token of the event's position. */
  readonly position: string
  readonly at: Date
  readonly actor: Actor
  readonly origin: Origin
  readonly command: string
  readonly commandId: string
  readonly correlationId: string
  readonly causationId: string
  readonly data: Projected<z.infer<Events[T]>>
}

/** One change of one table, addressed by its key, or by the first columns of its key. */
export type Operation =
  | { readonly op: 'put'; readonly table: string; readonly row: object }
  | {
      readonly op: 'change' | 'upsert'
      readonly table: string
      readonly key: object
      readonly change: (row: never, other: never) => object | undefined
      readonly from?: RowAt
    }
  | { readonly op: 'remove'; readonly table: string; readonly key: object }
  | {
      readonly op: 'derive'
      readonly table: string
      readonly key: object
      readonly from: RowAt
      readonly make: (other: never) => object | undefined
    }

/** Where another row of the read model is, by its whole key. */
export type RowAt<C extends Columns = Columns> = {
  readonly table: string
  readonly key: object
  /** Carries the type alone. */
  readonly columns?: C
}

export type TableWriter<C extends Columns> = {
  /** Writes a whole row, new or not. */
  readonly put: (row: Row<C>) => Operation
  /** Changes every row under the key (or key prefix), or removes it. With the full key, a missing row is an error. */
  readonly change: (key: Partial<Row<C>>, change: (row: Row<C>) => Row<C> | undefined) => Operation
  /** As `change` for one row, with another row of the read model as it is then. Takes the full key. */
  readonly changeBy: <Other extends Columns>(
    key: Partial<Row<C>>,
    from: RowAt<Other>,
    change: (row: Row<C>, other: Row<Other> | undefined) => Row<C>,
  ) => Operation
  /** As `change` for one row that may not be there yet; where there is to be none, it is removed. Takes the full key. */
  readonly upsert: (key: Partial<Row<C>>, change: (row: Row<C> | undefined) => Row<C> | undefined) => Operation
  /** Removes every row under the key (or key prefix). */
  readonly remove: (key: Partial<Row<C>>) => Operation
  /** Where a row is, for `derive`. Takes the full key. */
  readonly at: (key: Partial<Row<C>>) => RowAt<C>
  /** Writes a whole row, new or not, made of another row of the read model as it is then, or removes it. Takes the full key. */
  readonly derive: <Other extends Columns>(
    key: Partial<Row<C>>,
    from: RowAt<Other>,
    make: (other: Row<Other> | undefined) => Row<C> | undefined,
  ) => Operation
  /**
   * Changes the one row of the event's own thing, whose id is the table's key, and notes when that was and at which revision
   * of the stream, where the table keeps it (`changedAt`, `revision`).
   */
  readonly amend: (event: Pick<ProjectedEvent, 'id' | 'at' | 'revision'>, fields: Partial<Row<C>>) => Operation
}

export type Tables = Readonly<Record<string, Table>>
export type Writers<T extends Tables> = {
  readonly [K in keyof T]: T[K] extends Table<infer C> ? TableWriter<C> : never
}

export type Handlers<T extends Tables> = {
  readonly [K in EventType]?: (event: ProjectedEvent<K>, tables: Writers<T>) => Operation | readonly Operation[]
}

/** A read model: the tables it alone writes, and the pure handlers that say how. The keys of `on` are what it handles. */
export type Projection<T extends Tables = Tables> = {
  readonly name: string
  /** Raised when the shape or meaning of a table changes; the new version is built beside the old one. */
  readonly version: number
  readonly tables: T
  readonly on: Handlers<T>
  /** Handles every event type (instead of `on`): the activity log. */
  readonly onAny?: (event: ProjectedEvent, tables: Writers<T>) => Operation | readonly Operation[]
  /** Events that share a sequence are parked together, in order. The stream unless declared otherwise. */
  readonly sequence?: (event: ProjectedEvent) => string
}

/** The tables of a read model as queries read them, by name. */
export type TablesOf<P> = P extends Projection<infer T> ? { [K in keyof T]: Stored<T[K]['columns']> } : never

/** Any read model, for code that handles all of them alike. */
// oxlint-disable-next-line typescript/no-explicit-any -- the only type that every projection is assignable to
export type AnyProjection = Projection<any>

/** `orders v3`: what two releases share, and what one of them alone has. */
export const versionName = ({ name, version }: Pick<AnyProjection, 'name' | 'version'>): string => `${name} v${version}`

export const projection = <T extends Tables>(definition: {
  name: string
  version: number
  tables: T
  on: Handlers<T>
  onAny?: (event: ProjectedEvent, tables: Writers<T>) => Operation | readonly Operation[]
  sequence?: (event: ProjectedEvent) => string
}): Projection<T> => definition

/** What a row keeps of the event that changed it last. */
const noted = (columns: Columns, { at, revision }: Pick<ProjectedEvent, 'at' | 'revision'>): object =>
  Object.fromEntries(Object.entries({ changedAt: at, revision }).filter(([column]) => column in columns))

const writer = (name: string, { key: [id = ''], columns }: Table): TableWriter<Columns> => ({
  put: row => ({ op: 'put', table: name, row }),
  change: (key, change) => ({ op: 'change', table: name, key, change }),
  changeBy: (key, from, change) => ({ op: 'change', table: name, key, from, change }),
  upsert: (key, change) => ({ op: 'upsert', table: name, key, change }),
  remove: key => ({ op: 'remove', table: name, key }),
  at: key => ({ table: name, key }),
  derive: (key, from, make) => ({ op: 'derive', table: name, key, from, make }),
  amend: (event, fields) => ({
    op: 'change',
    table: name,
    key: { [id]: event.id },
    change: (row: object) => ({ ...row, ...fields, ...noted(columns, event) }),
  }),
})

/** The writers handed to the handlers of a projection. */
export const writersOf = <T extends Tables>(tables: T): Writers<T> =>
  Object.fromEntries(Object.entries(tables).map(([name, table]) => [name, writer(name, table)])) as Writers<T>
