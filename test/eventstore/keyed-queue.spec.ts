import { afterEach, describe, expect, it, vi } from 'vitest'
import { keyedQueue } from '../../eventstore/keyed-queue.ts'

afterEach(() => void vi.useRealTimers())

/** Work that goes on until it is told to end. */
const longWork = () => {
  const { promise, resolve } = Promise.withResolvers<string>()
  return { work: () => promise, end: () => resolve('done') }
}
const refused = () => 'refused'

describe('turns', () => {
  it('are taken one after the other, in the order they were asked for', async () => {
    const enqueue = keyedQueue({ capacity: 100, milliseconds: 1_000 })
    const seen: string[] = []
    const work = (name: number) => async () => {
      seen.push(`${name} begins`)
      await Promise.resolve()
      seen.push(`${name} ends`)
      return 'done'
    }
    await Promise.all([1, 2, 3].map(name => enqueue('stock', work(name), refused)))
    expect(seen).toEqual(['1 begins', '1 ends', '2 begins', '2 ends', '3 begins', '3 ends'])
  })

  it('of different keys do not wait for each other', async () => {
    const enqueue = keyedQueue({ capacity: 100, milliseconds: 1_000 })
    const { work, end } = longWork()
    const long = enqueue('lamp', work, refused)
    expect(await enqueue('chair', async () => 'done', refused)).toBe('done')
    end()
    expect(await long).toBe('done')
  })

  it('are refused to whoever finds all places taken', async () => {
    const enqueue = keyedQueue({ capacity: 2, milliseconds: 1_000 })
    const { work, end } = longWork()
    const all = [1, 2, 3, 4].map(() => enqueue('stock', work, refused))
    expect(await all[3]).toBe('refused')
    end()
    expect(await Promise.all(all)).toEqual(['done', 'done', 'done', 'refused'])
    expect(await enqueue('stock', work, refused)).toBe('done')
  })

  it('are refused to whoever has waited too long, whose work is not begun', async () => {
    vi.useFakeTimers()
    const enqueue = keyedQueue({ capacity: 2, milliseconds: 1_000 })
    const { work, end } = longWork()
    const long = enqueue('stock', work, refused)
    const late = vi.fn(work)
    const waiting = enqueue('stock', late, refused)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(await waiting).toBe('refused')
    end()
    await long
    expect(late).not.toHaveBeenCalled()
    expect(await enqueue('stock', work, refused)).toBe('done')
  })

  it('go on after work that fails', async () => {
    const enqueue = keyedQueue({ capacity: 2, milliseconds: 1_000 })
    const broken = enqueue('stock', () => Promise.reject(new Error('broken')), refused)
    const next = enqueue('stock', async () => 'done', refused)
    await expect(broken).rejects.toThrow('broken')
    expect(await next).toBe('done')
  })
})
