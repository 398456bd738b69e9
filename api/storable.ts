const NUL = '\u0000'

/** Paths of text that no database keeps: NUL characters and halves of surrogate pairs. */
export const unstorable = (value: unknown, path: readonly (string | number)[] = []): string[] => {
  if (typeof value === 'string') return value.includes(NUL) || !value.isWellFormed() ? [path.join('.')] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, member]) => unstorable(member, [...path, key]))
}

/** The text with a replacement character for all that no database keeps: to look for it, or to show it again. */
export const storable = (text: string): string => text.toWellFormed().replaceAll(NUL, '\ufffd')

/** The same of the parameters of a path. */
export const storableParams = (params: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(params).map(([name, value]) => [name, storable(value)]))
