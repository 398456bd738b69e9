/** How many may do something at a time. */
export type SlotLimits = { readonly perViewer: number; readonly all: number }

export type Slots = {
  /** @returns what to call, once or more often, to give it back; undefined when there is none */
  readonly take: (viewer: string) => (() => void) | undefined
}

/** Slots for what holds on to the server for long: so many for each viewer, and for all together. */
export const openSlots = ({ perViewer, all }: SlotLimits): Slots => {
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
      let isTaken = true
      return () => {
        if (isTaken) change(viewer, -1)
        isTaken = false
      }
    },
  }
}
