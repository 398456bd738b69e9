/** A subscription that is silent for this long is compared with the head of the log. */
const SILENCE_MS = 2_000

/** Runs a check, one at a time, whenever nothing was heard for SILENCE_MS. Its errors are left to the next one. */
export const watchSilence = (check: () => Promise<void>) => {
  let last = performance.now()
  let isChecking = false
  const look = async () => {
    if (isChecking || performance.now() - last < SILENCE_MS) return
    isChecking = true
    await check().catch(() => undefined)
    isChecking = false
  }
  const timer = setInterval(() => void look(), SILENCE_MS / 2)
  return {
    heard: () => {
      last = performance.now()
    },
    stop: () => clearInterval(timer),
  }
}
