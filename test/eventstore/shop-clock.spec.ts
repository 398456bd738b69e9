import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Execute } from '../../eventstore/command.ts'
import { ClockWrong } from '../../eventstore/event-store.ts'
import { createExecute } from '../../eventstore/execute.ts'
import { openClock } from '../../eventstore/shop-clock.ts'
import { textOf } from '../support/markup.ts'
import { startServer, type TestServer } from '../support/server.ts'

const DAY = 24 * 60 * 60_000
const start = Date.parse('2026-03-01T10:00:00Z')

/** A machine and a database whose clocks can be set; time goes by for both alike. */
const clocks = () => {
  const set = { wall: start, database: start, passed: 0, slow: 0 }
  const pool = {
    query: async () => {
      set.passed += set.slow
      return { rows: [{ now: new Date(set.database + set.passed) }] }
    },
  }
  const open = () => openClock(pool as never, { wall: () => set.wall + set.passed, steady: () => 5_000 + set.passed })
  return { set, open }
}

describe('the clock of a shop', () => {
  it('is that of the machine, also when it is badly kept', async () => {
    const { set, open } = clocks()
    set.wall += 59_000
    const clock = await open()
    set.passed += 7_000
    expect(clock.now()).toEqual(new Date(start + 59_000 + 7_000))
  })

  it('says what both clocks say when they differ by more than a minute', async () => {
    const { set, open } = clocks()
    set.wall -= 61_000
    const clock = await open()
    expect(clock.now).toThrow(ClockWrong)
    expect(clock.now).toThrow(
      'The clock of this machine says 2026-03-01 09:58:59 and that of the database 2026-03-01 10:00:00 (UTC). Set the wrong one.',
    )
    await expect(clock.check()).rejects.toThrow(ClockWrong)
  })

  it('notices with the next event that it was set, without asking the database, and goes on when it is set back', async () => {
    const { set, open } = clocks()
    const clock = await open()
    set.wall += 400 * DAY
    expect(clock.now).toThrow(ClockWrong)
    set.wall -= 400 * DAY
    expect(clock.now()).toEqual(new Date(start))
  })

  it('follows the database once a machine wakes up, for which time stood still', async () => {
    const { set, open } = clocks()
    const clock = await open()
    set.wall += DAY
    set.database += DAY
    expect(clock.now).toThrow(ClockWrong)
    await clock.check()
    expect(clock.now()).toEqual(new Date(start + DAY))
  })

  it('learns nothing from an answer that took long', async () => {
    const { set, open } = clocks()
    const clock = await open()
    set.slow = 40_000
    set.database += 50_000
    await clock.check()
    set.wall += 45_000
    expect(clock.now()).toEqual(new Date(start + 40_000 + 45_000))
  })
})

describe('a server whose clock is wrong', () => {
  let server: TestServer
  let isWrong = false
  let execute: Execute
  beforeAll(async () => {
    server = await startServer(undefined, undefined, { execute: command => execute(command) })
    const wall = () => Date.now() + (isWrong ? 400 * DAY : 0)
    const clock = await openClock(server.shop.pool, { wall, steady: () => performance.now() })
    execute = createExecute({ ...server.shop, clock: clock.now })
  })
  afterAll(() => server.close())

  it('writes nothing, names both clocks, goes on showing pages, and goes on when it is set right', async () => {
    expect((await server.send('/api/products', { id: 'MUG', names: { en: 'Mug' } })).status).toBe(200)
    const before = await server.shop.store.head()
    isWrong = true
    const program = await server.send('/api/products', { id: 'CUP', names: { en: 'Cup' } })
    expect([program.status, program.json()]).toEqual([503, expect.objectContaining({ code: 'ClockWrong' })])
    const person = await server.submit('/api/products', { id: 'CUP', 'names.en': 'Cup' })
    const [theirs, ours] = [Date.now(), Date.now() + 400 * DAY].map(time => new Date(time).toISOString().slice(0, 10))
    expect(textOf(person.body)).toMatch(
      new RegExp(`clock of the server says ${ours} .* and that of the database ${theirs} `),
    )
    expect(person.body).toContain('value="Cup"')
    expect((await server.get('/products')).status).toBe(200)
    expect(await server.shop.store.head()).toEqual(before)
    isWrong = false
    expect((await server.send('/api/products', { id: 'CUP', names: { en: 'Cup' } })).status).toBe(200)
  })
})
