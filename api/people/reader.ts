/** Nobody in particular reads it: it decides who somebody is, and what they may. */
export const reader = { may: new Set<never>() } as never
