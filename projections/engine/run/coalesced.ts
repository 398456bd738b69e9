export type Coalesced = {
  readonly ask: () => void
  /** Resolves when no call is under way any more. */
  readonly ended: () => Promise<void>
}

/** Runs one call at a time; calls asked for meanwhile become one more at its end. Errors go to `onError`. */
export const coalesced = (call: () => Promise<void>, onError: (error: unknown) => void): Coalesced => {
  let running: Promise<void> | undefined
  let isDue = false
  const run = async () => {
    while (isDue) {
      isDue = false
      await call().catch(onError)
    }
    running = undefined
  }
  return {
    ask: () => {
      isDue = true
      running ??= run()
    },
    ended: async () => running,
  }
}
