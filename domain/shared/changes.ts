/** The state with what an event says of it; nothing becomes of what was never made. For `evolve`. */
export const amend = <State extends { readonly status: string }>(
  state: State,
  fields: Partial<Exclude<State, { readonly status: 'absent' }>>,
): State => (state.status === 'absent' ? state : { ...state, ...fields })

/** Whether two values are the same in all that they have. */
export const isSame = (a: unknown, b: unknown): boolean => {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return Object.is(a, b)
  const names = new Set([...Object.keys(a), ...Object.keys(b)])
  return [...names].every(name => isSame(Reflect.get(a, name), Reflect.get(b, name)))
}

/** The event that says how fields are now, unless they were so before. For `decide`. */
export const changed = <const Type extends string, Data extends object>(
  type: Type,
  was: { readonly [K in keyof Data]: unknown },
  data: Data,
): readonly { readonly type: Type; readonly data: Data }[] => {
  const isOther = (name: string) => !isSame(Reflect.get(was, name), Reflect.get(data, name))
  return Object.keys(data).some(isOther) ? [{ type, data }] : []
}

/** Which there are counts, not their order nor how often each is named. */
export const setOf = (keys: readonly string[]): string[] => [...new Set(keys)].sort()
