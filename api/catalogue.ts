import { type Permission, specialPermissions } from '../domain/permission.ts'
import { type Aggregate } from './aggregate.ts'
import { aggregates, commands } from './index.ts'

/** Everything that somebody can be allowed to do: to read each thing, to send each command, and what is special. */
export const catalogue: readonly Permission[] = [
  ...new Set([
    ...Object.values<Aggregate>(aggregates).map(({ may }) => may),
    ...commands.map(({ may }) => may),
    ...specialPermissions,
  ]),
]
