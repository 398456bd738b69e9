import type { Pool } from 'pg'
import { CHANNEL } from '../store/engine-schema.ts'
import { newWakeUp } from './wake-up.ts'

const FIRST_PAUSE_MS = 50
const LONGEST_PAUSE_MS = 5_000

export type ListenOptions = {
  /** A payload; `reconnected` after a time in which payloads may have been missed. */
  readonly onMessage: (payload: string) => void
  readonly onError: (error: unknown) => void
  readonly signal: AbortSignal
}

/** Listens on the engine's channel on a connection of its own, until the signal. Resolves when it has ended. */
export const listen = async (pool: Pool, { onMessage, onError, signal }: ListenOptions): Promise<void> => {
  let pause = FIRST_PAUSE_MS
  while (!signal.aborted) {
    try {
      await listenOnce(pool, signal, payload => {
        pause = FIRST_PAUSE_MS
        onMessage(payload)
      })
    } catch (error) {
      onError(error)
      await newWakeUp().sleep(pause, signal)
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS)
    }
  }
}

const listenOnce = async (pool: Pool, signal: AbortSignal, onMessage: (payload: string) => void): Promise<void> => {
  const client = await pool.connect()
  try {
    const broken = new Promise<never>((_, reject) => {
      client.on('error', reject)
      client.on('end', () => reject(new Error('the listening connection ended')))
    })
    const stopped = new Promise<void>(resolve => {
      signal.addEventListener('abort', () => resolve(), { once: true })
      if (signal.aborted) resolve()
    })
    // Rejections after the race is decided are those of our own release.
    broken.catch(() => undefined)
    client.on('notification', ({ payload }) => onMessage(payload ?? ''))
    await client.query(`listen ${CHANNEL}`)
    onMessage('reconnected')
    await Promise.race([broken, stopped])
  } finally {
    client.release(true)
  }
}
