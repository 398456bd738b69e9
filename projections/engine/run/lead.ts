import { Fenced } from '../store/batch.ts'
import { refusalToProject } from '../store/log-identity.ts'
import type { Engine, Role } from './engine.ts'
import { OutOfOrder } from './in-order.ts'
import { acquireLeases, endOfOthers, keepLeases, releaseLeases } from './lease.ts'
import { runTerm } from './term.ts'

const FIRST_PAUSE_MS = 20
const LONGEST_PAUSE_MS = 5_000
const REFUSED_PAUSE_MS = 5_000
const LONGEST_STANDBY_MS = 1_000
/** So that a lease has ended, and not almost. */
const A_MOMENT_MS = 5

export type Leading = {
  readonly setRole: (role: Role) => void
  /** Fires when another generation is to be projected, or another process gave up: the term ends, the next one looks. */
  readonly changed: EventTarget
  readonly signal: AbortSignal
}

/** Takes leases whenever they can be had and projects while they are held, until the signal. Never throws. */
export const lead = async (engine: Engine, leading: Leading): Promise<void> => {
  const { wakeUp, onError, owner, pool } = engine
  const { setRole, signal } = leading
  let pause = FIRST_PAUSE_MS
  // Whatever went wrong before something was committed is over.
  const onCommitted: Engine['onCommitted'] = group => {
    pause = FIRST_PAUSE_MS
    engine.onCommitted(group)
  }
  while (!signal.aborted) {
    try {
      const next = await tryTerm({ ...engine, onCommitted }, leading)
      pause = FIRST_PAUSE_MS
      await wakeUp.sleep(next, signal)
    } catch (error) {
      if (error instanceof OutOfOrder) {
        setRole({ role: 'refused', reason: error.message, isOutOfOrder: true })
        onError(error)
        await wakeUp.sleep(REFUSED_PAUSE_MS, signal)
        continue
      }
      setRole({ role: 'standby' })
      // Overtaken, or a generation was swapped: look again.
      if (!(error instanceof Fenced)) onError(error)
      await wakeUp.sleep(pause, signal)
      pause = error instanceof Fenced ? FIRST_PAUSE_MS : Math.min(pause * 2, LONGEST_PAUSE_MS)
    }
  }
  setRole({ role: 'stopped' })
  await releaseLeases(pool, owner).catch(onError)
}

/** @returns how many milliseconds to wait before the next try */
const tryTerm = async (engine: Engine, { setRole, changed, signal }: Leading): Promise<number> => {
  const { pool, owner, projections: wanted, leaseSeconds: seconds } = engine
  const reason = await refusalToProject(engine)
  if (reason !== undefined) {
    setRole({ role: 'refused', reason })
    return REFUSED_PAUSE_MS
  }
  const options = { owner, seconds, projections: wanted }
  const held = await acquireLeases(pool, options)
  if (held === undefined) {
    setRole({ role: 'standby' })
    // Whoever holds them may be frozen: looked for in the moment in which they end, not up to a second later.
    const left = Math.max(FIRST_PAUSE_MS, (await endOfOthers(pool, options)) ?? 0)
    return Math.min(left + A_MOMENT_MS, (seconds * 1000) / 3, LONGEST_STANDBY_MS)
  }
  setRole({ role: 'leader', models: held.projections.map(({ name }) => name) })
  const term = new AbortController()
  const end = () => term.abort()
  changed.addEventListener('changed', end)
  const leases = keepLeases(pool, { ...held, owner, seconds, wanted, onChanged: end })
  try {
    await runTerm(engine, held, AbortSignal.any([signal, term.signal]))
  } finally {
    changed.removeEventListener('changed', end)
    leases.stop()
    setRole({ role: 'standby' })
  }
  return 0
}
