/** Chance that is the same on every machine for the same seed. */
export type Random = {
  /** At least 0, less than 1. */
  readonly next: () => number
  /** A whole number, both ends included. */
  readonly whole: (from: number, to: number) => number
  readonly chance: (probability: number) => boolean
  /** @throws RangeError when the list is empty. */
  readonly pick: <T>(list: readonly T[]) => T
  /** Picks in proportion to the weights. @throws RangeError when nothing has a weight. */
  readonly weighted: <T>(list: readonly T[], weightOf: (item: T) => number) => T
  readonly shuffled: <T>(list: readonly T[]) => T[]
}

/** FNV-1a, 32 bits. */
const hashOf = (text: string): number => {
  let hash = 0x811c9dc5
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193)
  return hash >>> 0
}

/** Mulberry32: four bytes of state, good enough to scatter a shop. */
const mulberry32 = (seed: number) => {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    const mixed = Math.imul(state ^ (state >>> 15), state | 1)
    const spread = mixed ^ (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61))
    return ((spread ^ (spread >>> 14)) >>> 0) / 2 ** 32
  }
}

const weightedPick = <T>(at: number, list: readonly T[], weightOf: (item: T) => number): T => {
  let total = 0
  const sums = list.map(item => {
    total += weightOf(item)
    return total
  })
  const found = sums.findIndex(sum => sum > at * total)
  if (found < 0) throw new RangeError('nothing to pick from')
  // The index is one of the list's, which the compiler does not see.
  return list[found] as T
}

/** @param seed Any text; parts of the shop take seeds of their own, so that a change in one leaves the others alone. */
export const randomFrom = (seed: string): Random => {
  const next = mulberry32(hashOf(seed))
  const whole = (from: number, to: number) => from + Math.floor(next() * (to - from + 1))
  return {
    next,
    whole,
    chance: probability => next() < probability,
    pick: list => weightedPick(next(), list, () => 1),
    weighted: (list, weightOf) => weightedPick(next(), list, weightOf),
    shuffled: list =>
      list
        .map(item => ({ item, place: next() }))
        .sort((a, b) => a.place - b.place)
        .map(({ item }) => item),
  }
}
