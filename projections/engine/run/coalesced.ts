/** Runs one call at a time; calls asked for meanwhile become one more at its end. Errors go to `onError`. */
export const coalesced = (call: () => Promise<void>, onError: (error: unknown) => void): (() => void) => {
  let isRunning = false
  let isDue = false
  const run = async () => {
    isRunning = true
    while (isDue) {
      isDue = false
      await call().catch(onError)
    }
    isRunning = false
  }
  return () => {
    isDue = true
    if (!isRunning) void run()
  }
}
