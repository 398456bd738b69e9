/** How many may follow live pages at a time. Each holds a connection, and is told whatever changes. */
const LIMITS = { perViewer: 100, all: 1_000 }

export type Places = {
  /** @returns what to call when the reader has gone; undefined when there is no place */
  readonly take: (viewer: string) => (() => void) | undefined
}

/** The places of those who follow live pages, so many for each viewer and for all together. */
export const openPlaces = ({ perViewer, all } = LIMITS): Places => {
  const taken = new Map<string, number>()
  let total = 0
  const change = (viewer: string, by: 1 | -1): void => {
    const count = (taken.get(viewer) ?? 0) + by
    total += by
    if (count === 0) taken.delete(viewer)
    else taken.set(viewer, count)
  }
  return {
    take: viewer => {
      if (total >= all || (taken.get(viewer) ?? 0) >= perViewer) return undefined
      change(viewer, 1)
      return () => change(viewer, -1)
    },
  }
}
