/** Lets a loop sleep until something happens. A wake-up while nobody sleeps is kept for the next sleep. */
export type WakeUp = {
  readonly wake: () => void
  /** Resolves when woken, after `milliseconds`, or on abort. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>
}

export const newWakeUp = (): WakeUp => {
  let isDue = false
  let end: (() => void) | undefined
  return {
    wake: () => {
      isDue = true
      end?.()
    },
    sleep: (milliseconds, signal) =>
      new Promise(resolve => {
        const done = () => {
          clearTimeout(timer)
          signal.removeEventListener('abort', done)
          end = undefined
          isDue = false
          resolve()
        }
        const timer = setTimeout(done, milliseconds)
        signal.addEventListener('abort', done)
        end = done
        if (isDue || signal.aborted) done()
      }),
  }
}
