import type { z } from 'zod'

/** A map from a literal name to the zod schema of its data: the events or the commands of one aggregate. */
export type Schemas = Readonly<Record<string, z.ZodType>>

/** The union `{ type, data }` of everything a map of schemas describes. */
export type MessageOf<S extends Schemas> = {
  [K in keyof S & string]: { readonly type: K; readonly data: z.infer<S[K]> }
}[keyof S & string]

/** Who did it. `kind` tells a person from a program with a key of theirs, a timer, a process, an import or the demo generator. */
export type Actor = {
  readonly id: string
  readonly kind: 'user' | 'key' | 'process' | 'timer' | 'import' | 'demo'
  /** Of a key the person whose it is, who answers for what it does. */
  readonly owner?: string
}

/** The person who did it, by themselves or by a key of theirs; undefined where nobody did. */
export const personOf = ({ id, kind, owner }: Actor): string | undefined => (kind === 'user' ? id : owner)

/** Values a sentence of the text catalogue is filled with. */
export type Parameters = Readonly<Record<string, string | number>>

/**
 * The one way to say no. `code` names a sentence in the text catalogue, `field` the command's field at fault.
 * unknown = there is no such thing (404), conflict = a rule forbids it now (409), invalid = the data can not be (422).
 */
export type Rejection = {
  readonly rejected: 'unknown' | 'conflict' | 'invalid'
  readonly code: string
  readonly parameters: Parameters
  readonly field?: string
  /** What else is wrong with the same command, where a rule is asked of each of its rows. */
  readonly others?: readonly Rejection[]
}

export const reject = (
  rejected: Rejection['rejected'],
  code: string,
  parameters: Parameters = {},
  field?: string,
): Rejection => ({ rejected, code, parameters, ...(field === undefined ? {} : { field }) })

/** Refuses for all of these reasons at once, as what the first one is; undefined where there is none. */
export const rejectAll = ([first, ...others]: readonly Rejection[]): Rejection | undefined =>
  first === undefined || others.length === 0 ? first : { ...first, others }

export const isRejection = (value: unknown): value is Rejection =>
  typeof value === 'object' && value !== null && 'rejected' in value

/** A narrow, named view of another aggregate that a rule needs; `execute` folds it from the stream. */
export type Fact<View> = {
  readonly category: string
  readonly initial: unknown
  readonly evolve: Readonly<Record<string, (state: never, data: never, context: EventContext) => unknown>>
  readonly view: (state: never) => View
  /** As that of its decider. */
  readonly carriedBy?: string | undefined
}

export type FactRef = { readonly fact: Fact<unknown>; readonly id: string }

/** What a command asked for beforehand: facts of other streams and the keys of its claims. */
export type Facts = {
  /** The view of a fact that the command declared. Throws if it was not declared (a bug). */
  readonly of: <View>(fact: Fact<View>, id: string) => View
}

/** A value that must be unique among its scope (an e-mail, a URL path). Personal ones are stored as a keyed hash. */
export type ClaimRef = {
  readonly scope: string
  readonly value: string
  /** Code of the rejection when somebody else holds it, and the field it belongs to. */
  readonly taken: string
  readonly field: string
}

export type Context = {
  /** When the command happens; a decision has no other clock. */
  readonly now: Date
  readonly actor: Actor
  /** The aggregate's id: the part of the stream's name after the category. */
  readonly id: string
  readonly facts: Facts
  /** Claim id per scope, as held for this command. */
  readonly claimed: Readonly<Record<string, string>>
}

/** What evolve may know of an event beside its data. `actor`: who did it; nobody has yet what a decision only tries. */
export type EventContext = { readonly at: Date; readonly commandId: string; readonly actor?: Actor }

export type Decision<E extends Schemas> = readonly MessageOf<E>[] | Rejection

export type Evolve<State, E extends Schemas> = {
  readonly [K in keyof E]: (state: State, data: z.infer<E[K]>, context: EventContext) => State
}

export type Decide<State, C extends Schemas, E extends Schemas> = {
  readonly [K in keyof C]: (state: State, data: z.infer<C[K]>, context: Context) => Decision<E>
}

/** A command without data takes any key by its type, and names none. */
type FieldOf<Some> = Some extends unknown ? (string extends keyof Some ? never : keyof Some & string) : never
type AtOrBelow<Field extends string> = Field | `${Field}.${string}`

/**
 * The field paths an event changes (`names.en`, `lines`), so that two edits of different fields can both be kept. Each
 * begins with a field of the state or of a command: one that is misspelt would meet nothing.
 */
export type Touches<State, C extends Schemas, E extends Schemas> = {
  readonly [K in keyof E]: (data: z.infer<E[K]>) => readonly AtOrBelow<FieldOf<State> | FieldOf<z.infer<C[keyof C]>>>[]
}

/** A command to another aggregate that decides for all who send it; see `before`. */
export type Ahead = {
  /** Category of the decider. */
  readonly decider: string
  readonly id: string
  readonly type: string
  readonly data: object
  /** The field of the command ahead of which its own fields are: what is wrong with one of them is told there. */
  readonly within?: string
}

/**
 * What has to be granted by other aggregates before these events may be, behind that revision of their own stream. Asked
 * anew whenever that has moved on.
 */
export type Before<State, E extends Schemas> = (
  was: State,
  made: readonly MessageOf<E>[],
  place: { readonly id: string; readonly revision: number },
) => readonly Ahead[]

/** Asks for facts that others name. */
type Further<Data, State> = (data: Data, facts: Facts, state: State) => readonly FactRef[]

/** One aggregate. Stream name = `<category>-<id>`. A command or an event without its entry does not compile. */
export type Decider<State, C extends Schemas, E extends Schemas> = {
  readonly category: string
  /** The one spelling of its ids; `spelled` unless they have a rule of their own. */
  readonly spelling?: (id: string) => string
  /** What the id of a new one must be; any key that is no word of an address unless they have a rule of their own. */
  readonly newId?: z.ZodType<string>
  readonly initial: State
  readonly events: E
  readonly evolve: Evolve<State, E>
  readonly commands: C
  readonly decide: Decide<State, C, E>
  readonly touches: Touches<State, C, E>
  /**
   * The event that holds all of the state as it is then: of a stream without end only the last one of it is read, and what
   * came after. Commands before it are not known any more, so the state itself has to tell what was done already.
   */
  readonly carriedBy?: keyof E & string
  /** Events that say enough without their optional personal part: once its subject is erased they are stored without it. */
  readonly spared?: readonly (keyof E & string)[]
  /** Also of what the state names: the lines of a draft that is sent. */
  readonly facts?: {
    readonly [K in keyof C]?: (data: z.infer<C[K]>, id: string, state: State) => readonly FactRef[]
  }
  /** Facts that only those name: what holds at the store of an order. Of several each names what those before it led to. */
  readonly further?: {
    readonly [K in keyof C]?: Further<z.infer<C[K]>, State> | readonly Further<z.infer<C[K]>, State>[]
  }
  readonly claims?: { readonly [K in keyof C]?: (data: z.infer<C[K]>, id: string) => readonly ClaimRef[] }
  readonly before?: Before<State, E>
}

/** Any decider, for code that handles all of them alike. */
// biome-ignore format: one line reads better
// oxlint-disable-next-line typescript/no-explicit-any -- the only type that every decider is assignable to
export type AnyDecider = Decider<any, any, any>

/** Names a view of one aggregate that rules of other areas may ask for. */
export const fact = <State, C extends Schemas, E extends Schemas, View>(
  decider: Decider<State, C, E>,
  view: (state: State) => View,
): Fact<View> => ({
  category: decider.category,
  initial: decider.initial,
  evolve: decider.evolve,
  view,
  carriedBy: decider.carriedBy,
})

/** Folds events into a state. Unknown types are an error: every stored type has an evolve. */
export const fold = <State>(
  evolve: Readonly<Record<string, (state: State, data: never, context: EventContext) => State>>,
  state: State,
  events: Iterable<{ readonly type: string; readonly data: unknown } & EventContext>,
): State => {
  let folded = state
  for (const event of events) {
    const step = evolve[event.type]
    if (step === undefined) throw new Error(`no evolve for event type ${event.type}`)
    folded = step(folded, event.data as never, event)
  }
  return folded
}
