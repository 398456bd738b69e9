/** A rate as a tax set has it. Days are those of the store, both included; null where there is no end, and for all regions. */
export type SetRate = {
  readonly country: string
  readonly region: string | null
  readonly percentage: string
  readonly validFrom: string | null
  readonly validTo: string | null
}

const isValidOn = ({ validFrom, validTo }: SetRate, on: string): boolean =>
  (validFrom === null || validFrom <= on) && (validTo === null || on <= validTo)

const sameRegion = (a: string | null, b: string | null): boolean => a?.toLowerCase() === b?.toLowerCase()

/**
 * The rate of a set where something is delivered, on a day: that of the region, else that of the whole country; undefined
 * where the set has none.
 */
export const rateFor = <R extends SetRate>(
  set: readonly R[],
  country: string,
  region: string | null,
  on: string,
): R | undefined => {
  const valid = set.filter(rate => rate.country === country && isValidOn(rate, on))
  return (
    valid.find(rate => rate.region !== null && sameRegion(rate.region, region)) ??
    valid.find(rate => rate.region === null)
  )
}

const overlap = (a: SetRate, b: SetRate): boolean =>
  a.country === b.country &&
  sameRegion(a.region, b.region) &&
  (a.validFrom === null || b.validTo === null || a.validFrom <= b.validTo) &&
  (b.validFrom === null || a.validTo === null || b.validFrom <= a.validTo)

/** Two rates that would be valid at the same time at one place, if there are any: nobody could tell which is meant. */
export const clashing = <R extends SetRate>(rates: readonly R[]): readonly [R, R] | undefined => {
  for (const [index, rate] of rates.entries()) {
    const other = rates.slice(index + 1).find(it => overlap(rate, it))
    if (other !== undefined) return [rate, other]
  }
  return undefined
}
