import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Dependency } from '../../api/page.ts'
import type { Command } from '../../eventstore/command.ts'
import { timeLeft } from '../../eventstore/deadline.ts'
import { LogUnavailable, UnknownOutcome } from '../../eventstore/event-store.ts'
import { startServer, type TestServer } from '../support/server.ts'

let lost: readonly Dependency[] = []
let failure: Error | undefined
let sent: Command[] = []
/** Of the time in which a command may wait for the event store. */
let left = 0
let server: TestServer
beforeAll(async () => {
  server = await startServer(undefined, undefined, {
    lost: () => lost,
    execute: async command => {
      sent.push(command)
      left = timeLeft(60_000)
      if (failure !== undefined) throw failure
      return server.shop.execute(command)
    },
  })
})
afterAll(() => server.close())
beforeEach(() => {
  ;[lost, failure, sent] = [[], undefined, []]
})

const mug = { id: 'MUG', names: { en: 'Mug' } }

it('all that a request waits for in the event store ends after six seconds, whatever the single waits are', async () => {
  for (const answer of [
    await server.send('/api/products', { ...mug, id: 'JUG' }),
    await server.submit('/api/products', { id: 'CUP', 'names.en': 'Cup' }),
  ]) {
    expect(answer.status).toBeLessThan(500)
    expect(left).toBeGreaterThan(2_000)
    expect(left).toBeLessThanOrEqual(6_000)
  }
})

describe('while the event store is lost', () => {
  it('a program is refused at once with 503, a sentence and a time to come back', async () => {
    lost = ['eventStore']
    const answer = await server.send('/api/products', mug)
    expect(answer.status).toBe(503)
    expect(answer.headers).toMatchObject({
      'retry-after': '1',
      'content-type': expect.stringContaining('application/problem+json'),
    })
    expect(answer.json()).toMatchObject({
      code: 'EventStoreLost',
      detail: expect.stringContaining('Nothing was saved'),
    })
    expect(sent).toEqual([])
    lost = []
    expect((await server.send('/api/products', mug)).status).toBe(200)
  })

  it('a person gets the form again with everything typed, and the sentence above it', async () => {
    lost = ['eventStore']
    const answer = await server.submit('/api/products', { id: 'LAMP', 'names.en': 'Standing lamp' })
    expect(answer.status).toBe(503)
    expect(answer.body).toContain('value="Standing lamp"')
    expect(answer.body).toMatch(/data-detail>The event store can not be reached/)
    expect(answer.body).toContain('<h1>')
  })

  it('pages are shown, under a banner, and the pill says so', async () => {
    lost = ['eventStore']
    const { status, body } = await server.get('/products')
    expect(status).toBe(200)
    expect(body).toMatch(/class="notice bad" role="status">The event store can not be reached/)
    expect(body).toContain('>Event store not reachable<')
    lost = []
    expect((await server.get('/products')).body).not.toContain('not reachable')
  })
})

describe('a command whose outcome is lost on the way', () => {
  it.each([
    [new UnknownOutcome('silent'), 'UnknownOutcome', 'it will not be done twice'],
    [new LogUnavailable('gone'), 'Unavailable', 'it will not be done twice'],
  ])('is answered with 503 and the form as it was: %s', async (error, code, sentence) => {
    failure = error
    const program = await server.send('/api/products', { id: 'JUG', names: { en: 'Jug' } })
    expect([program.status, program.json()]).toMatchObject([503, { code }])
    const person = await server.submit('/api/products', { id: 'JUG', 'names.en': 'Water jug' })
    expect(person.status).toBe(503)
    expect(person.body).toContain('value="Water jug"')
    expect(person.body).toContain(sentence)
  })

  it('keeps its id in the form, so that sending it again is the same command', async () => {
    failure = new UnknownOutcome('silent')
    const commandId = '0197b2b4-7c7e-7000-8000-000000000001'
    const person = await server.submit('/api/products', { id: 'CUP', 'names.en': 'Cup', commandId })
    expect(person.body).toContain(commandId)
  })
})

it('the database is named before the event store, because nothing can be shown without it', async () => {
  lost = ['eventStore', 'database']
  expect((await server.send('/api/products', mug)).json()).toMatchObject({ code: 'DatabaseLost' })
})
