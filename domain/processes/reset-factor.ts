import type { Process } from './process.ts'

/** Whoever lost what they prove themselves with may have lost what is signed in with it, too. */
export const resetFactor: Process = {
  name: 'reset-factor',
  on: { UserSecondFactorReset: ({ id, at }) => [{ resetFactor: id, until: at }] },
}
