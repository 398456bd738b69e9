/** What people have noted on an order, as far as commands depend on it. */
export type Notes = Readonly<Record<string, never>>

export const noNotes: Notes = {}
