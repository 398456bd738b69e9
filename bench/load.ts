import autocannon from 'autocannon'
import { passOf } from '../test/support/visit.ts'
import { percentile } from './support.ts'

/** One round: answers per second, and how long they took in milliseconds. */
export type Round = { readonly perSecond: number; readonly p50: number; readonly p99: number }

const CONNECTIONS = 16

/**
 * Puts a server under load with 16 connections that are kept open; each sends its next request when the last is answered.
 * @throws Error for any answer that is not 2xx, because a fast refusal would look like a good figure.
 */
export const runLoad = (options: autocannon.Options): Promise<Round> =>
  new Promise((resolve, reject) => {
    const times: number[] = []
    const startedAt = performance.now()
    let answeredAt = startedAt
    const headers = { ...options.headers, ...passOf(options.url) }
    const load = autocannon(
      { connections: CONNECTIONS, ...options, headers },
      (error, { errors, timeouts, non2xx }) => {
        if (error) reject(new Error('the load could not be run', { cause: error }))
        else if (errors + timeouts + non2xx > 0)
          reject(new Error(`${options.url}: ${errors} errors, ${timeouts} time-outs, ${non2xx} answers other than 2xx`))
        else resolve(roundOf(times, answeredAt - startedAt))
      },
    )
    load.on('response', (_client, _status, _bytes, milliseconds) => {
      times.push(milliseconds)
      answeredAt = performance.now()
    })
  })

/** What came of calls that took these times, all within so many milliseconds. */
export const roundOf = (times: readonly number[], milliseconds: number): Round => ({
  perSecond: (times.length * 1000) / milliseconds,
  p50: percentile(times, 0.5),
  p99: percentile(times, 0.99),
})
