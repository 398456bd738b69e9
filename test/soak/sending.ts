import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import type { Random } from '../../bin/demo/random.ts'
import { visit } from '../support/visit.ts'
import { count, type Done, type Entry, type Ledger, noteOutage, noteService } from './ledger.ts'
import type { Wish } from './wishes.ts'

const AGAIN_AFTER_MS = 200
/** A server that is started again, or the runner that starts it, has taken too long then. */
const SETTLED_WITHIN_MS = 180_000
const ANSWER_WITHIN_MS = 60_000

export const Answer = z.object({ revision: z.number(), position: z.string().nullable(), stale: z.boolean() })
const Refusal = z.object({ code: z.string() })

type Heard =
  | { readonly kind: 'done'; readonly done: Done }
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'again' }

/** The answer of the server; undefined when none came. What comes with 5xx must be 503. */
export const ask = async (ledger: Ledger, url: string, init: RequestInit): Promise<Response | undefined> => {
  count(ledger, 'requests')
  try {
    const response = await visit(url, { ...init, redirect: 'manual', signal: AbortSignal.timeout(ANSWER_WITHIN_MS) })
    if (response.status >= 500) {
      if (response.status !== 503)
        ledger.violations.push(`${response.status} for ${init.method ?? 'GET'} ${url}: ${await response.text()}`)
      noteOutage(ledger)
      count(ledger, `${response.status}`)
    } else noteService(ledger)
    return response
  } catch (error) {
    if (error instanceof Error && error.name === 'TimeoutError')
      ledger.violations.push(`no answer within ${ANSWER_WITHIN_MS / 1000} s: ${init.method ?? 'GET'} ${url}`)
    noteOutage(ledger)
    count(ledger, 'connections lost')
    return undefined
  }
}

const bodyOf = (response: Response): Promise<unknown> => response.json().catch(() => undefined)

const hear = async (response: Response | undefined): Promise<Heard> => {
  if (response === undefined || response.status >= 500) return { kind: 'again' }
  const body = await bodyOf(response)
  // The server was killed in the middle of its answer.
  if (body === undefined) return { kind: 'again' }
  if (response.status === 200) return { kind: 'done', done: Answer.parse(body) }
  return { kind: 'refused', code: `${response.status} ${Refusal.parse(body).code}` }
}

const headersOf = ({ commandId }: Entry) => ({
  'content-type': 'application/json',
  accept: 'application/json',
  'idempotency-key': commandId,
})

/** Hangs up before the answer, as a browser does whose tab is closed. What was sent may be done all the same. */
const hangUp = async (url: string, wish: Wish, entry: Entry, afterMs: number): Promise<void> => {
  const init = { method: 'POST', headers: headersOf(entry), body: JSON.stringify(wish.body) }
  await visit(url, { ...init, signal: AbortSignal.timeout(afterMs) }).catch(() => undefined)
  entry.unanswered += 1
}

const once = async (ledger: Ledger, url: string, wish: Wish, entry: Entry): Promise<Heard> => {
  const startedAt = performance.now()
  const heard = await hear(
    await ask(ledger, url, {
      method: 'POST',
      headers: headersOf(entry),
      body: JSON.stringify(wish.body),
    }),
  )
  if (heard.kind === 'again') entry.unanswered += 1
  else ledger.latencies.push(performance.now() - startedAt)
  if (heard.kind === 'done') entry.done.push(heard.done)
  if (heard.kind === 'refused') entry.refused.push(heard.code)
  return heard
}

const untilAnswered = async (ledger: Ledger, url: string, wish: Wish, entry: Entry): Promise<Heard> => {
  const giveUpAt = performance.now() + SETTLED_WITHIN_MS
  while (performance.now() < giveUpAt) {
    const heard = await once(ledger, url, wish, entry)
    if (heard.kind !== 'again') return heard
    await delay(AGAIN_AFTER_MS)
  }
  ledger.violations.push(`${entry.command} ${entry.commandId} was not answered within ${SETTLED_WITHIN_MS / 1000} s`)
  return { kind: 'again' }
}

/**
 * Sends a command until it is answered, always under the same key; sometimes after hanging up, twice at the same moment,
 * or once more afterwards, as impatient people do.
 */
export const send = async (ledger: Ledger, address: string, wish: Wish, random: Random): Promise<Done | undefined> => {
  const entry: Entry = {
    commandId: randomUUID(),
    command: wish.command,
    path: wish.path,
    done: [],
    refused: [],
    unanswered: 0,
  }
  ledger.entries.push(entry)
  const url = `${address}/api${wish.path}`
  const isDouble = random.chance(0.05)
  const isRepeated = random.chance(0.1)
  if (random.chance(0.05)) await hangUp(url, wish, entry, random.whole(1, 20))
  const [heard] = await Promise.all(
    Array.from({ length: isDouble ? 2 : 1 }, () => untilAnswered(ledger, url, wish, entry)),
  )
  if (isRepeated) await untilAnswered(ledger, url, wish, entry)
  return heard?.kind === 'done' ? heard.done : undefined
}
