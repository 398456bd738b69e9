import { visit } from '../test/support/visit.ts'
import { percentile } from './support.ts'

/** What readers of the order list have met while they were at it. */
export type Read = {
  readonly p99: number
  readonly requests: number
  readonly failed: number
  /** How often somebody saw an older newest order than before: a position that goes back. */
  readonly wentBack: number
}

type Newest = { readonly items: readonly { readonly placedAt: string }[] }

const READERS = 8

/** Eight people who load the order list again and again, and look for its newest order in between, until told to stop. */
export const readOrdersUntil = async (url: string, signal: AbortSignal): Promise<Read> => {
  const times: number[] = []
  let failed = 0
  let wentBack = 0
  const get = async (path: string, accept: string): Promise<string | undefined> => {
    try {
      const answer = await visit(`${url}${path}`, { headers: { accept } })
      const body = await answer.text()
      if (answer.ok) return body
    } catch {
      // Counted like a refusal.
    }
    failed += 1
    return undefined
  }
  const reader = async () => {
    let newest = ''
    while (!signal.aborted) {
      const startedAt = performance.now()
      await get('/orders', 'text/html')
      times.push(performance.now() - startedAt)
      const page = await get('/api/orders?limit=1', 'application/json')
      const seen = page === undefined ? newest : ((JSON.parse(page) as Newest).items[0]?.placedAt ?? '')
      if (seen < newest) wentBack += 1
      newest = seen
    }
  }
  await Promise.all(Array.from({ length: READERS }, reader))
  return { p99: percentile(times, 0.99), requests: times.length, failed, wentBack }
}

const post = async (url: string, path: string, data: object) => {
  const headers = { 'content-type': 'application/json', accept: 'application/json' }
  const answer = await visit(`${url}/api${path}`, { method: 'POST', headers, body: JSON.stringify(data) })
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
}

const BETWEEN_ORDERS_MS = 200

/** Somebody who places an order five times a second, until told to stop. */
export const placeOrdersUntil = async (url: string, signal: AbortSignal): Promise<void> => {
  const sku = `BENCH-${Date.now()}`
  await post(url, '/products', { id: sku, names: { en: 'Bench' } })
  await post(url, `/products/${sku}/prices`, { prices: [{ store: 'UK', currency: 'GBP', gross: '4.00' }] })
  await post(url, `/products/${sku}/activation`, {})
  for (let count = 0; !signal.aborted; count += 1) {
    const lines = [{ sku, quantity: 1 }]
    await post(url, '/orders', { id: `${sku}-${count}`, store: 'UK', currency: 'GBP', customer: null, lines })
    await new Promise(resolve => setTimeout(resolve, BETWEEN_ORDERS_MS))
  }
}
