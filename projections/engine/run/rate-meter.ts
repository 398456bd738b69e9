/** Events per second lately, from how many a generation was given at each time it is asked. */
export type RateMeter = (id: string, events: number, atMs: number) => number | null

const WINDOW_MS = 10_000

/** A meter over the last ten seconds; null until it was asked twice. */
export const rateMeter = (): RateMeter => {
  const samples = new Map<string, { readonly atMs: number; readonly events: number }[]>()
  return (id, events, atMs) => {
    const known = (samples.get(id) ?? []).filter(sample => atMs - sample.atMs <= WINDOW_MS && sample.events <= events)
    samples.set(id, [...known, { atMs, events }])
    const [oldest] = known
    return oldest === undefined || oldest.atMs === atMs
      ? null
      : Math.round(((events - oldest.events) * 1000) / (atMs - oldest.atMs))
  }
}
