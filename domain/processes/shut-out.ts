import { type Process, type ProcessEvent } from './process.ts'

const out = ({ id }: ProcessEvent<'UserBlocked' | 'UserDeleted'>) => [{ shutOut: id }]

/** Whoever is blocked or deleted has no sessions any more, also not once they are activated again. */
export const shutOut: Process = { name: 'shut-out', on: { UserBlocked: out, UserDeleted: out } }
