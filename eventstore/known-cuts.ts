import { type Cut, HistoryCut } from './event-store.ts'

/** What one process knows of cut streams. */
export const knownCuts = () => {
  const known = new Map<string, Cut>()
  return {
    all: (): readonly Cut[] => [...known.values()],
    has: (stream: string): boolean => known.has(stream),
    set: (cut: Cut): void => void known.set(cut.stream, cut),
    forget: (stream: string): void => void known.delete(stream),
    /** Does the work, and remembers the cut that it meets. */
    met: async <Value>(work: () => Promise<Value>): Promise<Value> => {
      try {
        return await work()
      } catch (error) {
        if (error instanceof HistoryCut && !known.has(error.stream))
          known.set(error.stream, { stream: error.stream, why: 'incomplete' })
        throw error
      }
    },
  }
}
