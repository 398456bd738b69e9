/** How much may still be taken, as of a moment. */
export type Bucket = { readonly left: number; readonly at: number }

export type Rate = {
  /** As many at once, after a rest. */
  readonly most: number
  readonly perSecond: number
}

/** What one more leaves of a bucket; `waitMs` is until there is another one where it was empty, else 0. */
export const taken = (
  { most, perSecond }: Rate,
  bucket: Bucket | undefined,
  now: number,
): { readonly bucket: Bucket; readonly waitMs: number } => {
  const { left, at } = bucket ?? { left: most, at: now }
  // A clock that was set back brings nothing and costs nothing.
  const filled = Math.min(most, left + (Math.max(0, now - at) * perSecond) / 1_000)
  if (filled >= 1) return { bucket: { left: filled - 1, at: now }, waitMs: 0 }
  return { bucket: { left: filled, at: now }, waitMs: Math.ceil(((1 - filled) / perSecond) * 1_000) }
}

/**
 * A bucket for each name, in the memory of this process; of more than `most` those that rested longest are forgotten, which
 * have most likely filled up again.
 */
export const buckets = (rate: Rate, most = 10_000) => {
  // In the order in which they were used last.
  const kept = new Map<string, Bucket>()
  const forgetOldest = () => {
    const [oldest] = kept.keys()
    if (oldest !== undefined) kept.delete(oldest)
  }
  return {
    /** @returns how long to wait until there is one, 0 when it was taken */
    take: (name: string, now: number): number => {
      const { bucket, waitMs } = taken(rate, kept.get(name), now)
      kept.delete(name)
      if (kept.size >= most) forgetOldest()
      kept.set(name, bucket)
      return waitMs
    },
    has: (name: string): boolean => kept.has(name),
  }
}
