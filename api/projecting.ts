import type { GenerationStatus, ReadSideStatus } from '../projections/engine/run/status.ts'

/** From here on somebody should look. */
export type Thresholds = {
  /** A read model further behind is too far behind. */
  readonly behindSeconds: number
  /** More parked sequences are too many; 0 tells every one. */
  readonly parkedSequences: number
}

export type Trouble = { readonly name: string; readonly detail: string }

const troubleOf = (one: GenerationStatus, { behindSeconds, parkedSequences }: Thresholds): Trouble[] => {
  const name = `${one.model} v${one.version}`
  if (one.state === 'failed') return [{ name, detail: `stopped: ${one.error ?? 'too many parked events'}` }]
  const told: Trouble[] = []
  if (one.secondsBehind > behindSeconds)
    told.push({ name, detail: `${Math.round(one.secondsBehind)} seconds behind, ${behindSeconds} are allowed` })
  if (one.parkedSequences > parkedSequences)
    told.push({ name, detail: `${one.parkedSequences} sequences are parked, ${parkedSequences} are allowed` })
  return told
}

/** What of the read side is worse than the thresholds allow; nothing when all is well. */
export const troubles = (
  { process, leaders, generations, cuts }: ReadSideStatus,
  thresholds: Thresholds,
): Trouble[] => {
  const read = generations.filter(({ state }) => state === 'active' || state === 'failed')
  const led = new Set(leaders.flatMap(({ models }) => models))
  const left = read.filter(({ model }) => !led.has(model)).map(({ model }) => model)
  const own =
    process.role === 'refused'
      ? [{ name: 'projector', detail: `refuses to project: ${process.reason}` }]
      : left.length > 0
        ? [{ name: 'projector', detail: `nobody projects ${left.join(', ')}` }]
        : []
  const cut = cuts.map(({ stream }) => ({ name: stream, detail: 'its history was cut in the event store' }))
  return [...own, ...cut, ...read.flatMap(one => troubleOf(one, thresholds))]
}
