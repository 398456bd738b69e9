/** A place in a queue that is called when it is its turn. */
type Queue = Set<() => void>

/** How many may wait under one key, and for how long. */
export type QueueLimits = { readonly capacity: number; readonly milliseconds: number }

/**
 * Work under one key is done one after the other, in the order it came; under different keys at once. Who finds all
 * places taken, or has waited too long, gets what `refuse` says, and its work is not begun.
 */
export const keyedQueue = ({ capacity, milliseconds }: QueueLimits) => {
  const queues = new Map<string, Queue>()
  const isMyTurn = async (key: string): Promise<boolean> => {
    const queue = queues.get(key)
    if (queue !== undefined) return queue.size < capacity && turnIn(queue, milliseconds)
    queues.set(key, new Set())
    return true
  }
  const callNext = (key: string) => {
    const [next] = queues.get(key) ?? []
    if (next === undefined) queues.delete(key)
    else next()
  }
  return async <Value>(key: string, work: () => Promise<Value>, refuse: () => Value): Promise<Value> => {
    if (!(await isMyTurn(key))) return refuse()
    try {
      return await work()
    } finally {
      callNext(key)
    }
  }
}

const turnIn = (queue: Queue, milliseconds: number): Promise<boolean> =>
  new Promise(resolve => {
    const leave = (isMyTurn: boolean) => {
      clearTimeout(timer)
      queue.delete(called)
      resolve(isMyTurn)
    }
    const called = () => leave(true)
    const timer = setTimeout(() => leave(false), milliseconds)
    queue.add(called)
  })
