import { Worker } from 'node:worker_threads'

/** Rows of a fold live until they are written: a small nursery would copy them again and again. */
const YOUNG_MB = 128

/**
 * Runs a file of this folder in a thread of its own, because folding a log would hold up the answers of this one. The
 * thread is sent a message when the signal aborts. Rejects when it ends with an error.
 */
export const inThread = (file: string, workerData: unknown, signal: AbortSignal, what: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const resourceLimits = { maxYoungGenerationSizeMb: YOUNG_MB }
    const worker = new Worker(new URL(file, import.meta.url), { workerData, resourceLimits })
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- windows have origins, threads have none
    const stop = () => worker.postMessage('stop')
    signal.addEventListener('abort', stop)
    worker.once('error', reject)
    worker.once('exit', code => {
      signal.removeEventListener('abort', stop)
      if (code === 0) resolve()
      else reject(new Error(`the thread of ${what} ended with ${code}`))
    })
  })
