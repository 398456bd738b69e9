/** Runs at most `size` pieces of work at once; the others wait for their turn in the order they came. */
export const slots = (size: number) => {
  const waiting: (() => void)[] = []
  let taken = 0
  return async <Value>(work: () => Promise<Value>): Promise<Value> => {
    if (taken >= size) await new Promise<void>(resolve => waiting.push(resolve))
    else taken += 1
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      // A waiting one takes the slot over, so that nobody who comes meanwhile slips in before it.
      if (next === undefined) taken -= 1
      else next()
    }
  }
}
