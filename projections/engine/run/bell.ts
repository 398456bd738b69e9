/** Lets a loop sleep until something happens. A ring while nobody sleeps is kept for the next sleep. */
export type Bell = {
  readonly ring: () => void
  /** Resolves when rung, after `milliseconds`, or on abort. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>
}

export const newBell = (): Bell => {
  let isRung = false
  let wake: (() => void) | undefined
  return {
    ring: () => {
      isRung = true
      wake?.()
    },
    sleep: (milliseconds, signal) =>
      new Promise(resolve => {
        const done = () => {
          clearTimeout(timer)
          signal.removeEventListener('abort', done)
          wake = undefined
          isRung = false
          resolve()
        }
        const timer = setTimeout(done, milliseconds)
        signal.addEventListener('abort', done)
        wake = done
        if (isRung || signal.aborted) done()
      }),
  }
}
