/** Computes each text's value once: the files repeat few values half a million times. */
export const once = <T>(compute: (text: string) => T): ((text: string) => T) => {
  const known = new Map<string, T>()
  return text => {
    const value = known.get(text)
    if (value !== undefined) return value
    const computed = compute(text)
    known.set(text, computed)
    return computed
  }
}
