/** An exact number: so many `of` parts of one. The second is above zero. */
export type Exact = { readonly parts: bigint; readonly of: bigint }

const size = (value: bigint): bigint => (value < 0n ? -value : value)
const signOf = (value: bigint): bigint => (value < 0n ? -1n : 1n)

/** The nearest whole number; of two as near the one further from zero, as merchants round. */
export const nearest = ({ parts, of }: Exact): bigint => signOf(parts) * ((2n * size(parts) + of) / (2n * of))

const sumOf = (numbers: readonly bigint[]): bigint => numbers.reduce((sum, one) => sum + one, 0n)

const below = (parts: bigint, of: bigint): bigint => (parts - (((parts % of) + of) % of)) / of

/** Whole numbers that come to `total`: each as it is below its share, and one more for those that lost most by it. */
const shared = (total: bigint, parts: readonly bigint[], of: bigint): bigint[] => {
  const whole = parts.map(one => below(one, of))
  const lost = parts.map((one, index) => ({ index, rest: one - (whole[index] ?? 0n) * of }))
  const missing = Number(total - sumOf(whole))
  const first = lost.sort((a, b) => Number(b.rest > a.rest) - Number(b.rest < a.rest) || a.index - b.index)
  const raised = new Set(first.slice(0, missing).map(({ index }) => index))
  return whole.map((one, index) => (raised.has(index) ? one + 1n : one))
}

/**
 * Whole numbers for exact ones that come to the nearest of their sum (largest remainder): none is off by one or more, what
 * is whole stays, and what is the other way round is shared out the other way round.
 */
export const apportioned = (parts: readonly bigint[], of: bigint): bigint[] => {
  const sum = sumOf(parts)
  const sign = signOf(sum === 0n ? (parts.find(one => one !== 0n) ?? 0n) : sum)
  const turned = parts.map(one => sign * one)
  const total = nearest({ parts: sumOf(turned), of })
  return shared(total, turned, of).map(one => sign * one)
}
