import type { AnyDecider } from '../domain/decider.ts'
import { spelled } from '../domain/shared/id.ts'
import type { CommandRoute } from './commands.ts'

/** The kind of thing an address is about: that whose commands lead to it, or to the address it lies below. */
export const deciderOf = (commands: readonly CommandRoute[], path: string): AnyDecider | undefined =>
  commands.find(({ then, about }) => about === undefined && then.includes(':id') && `${path}/`.startsWith(`${then}/`))
    ?.decider

/** The one spelling of an id of that kind of thing. */
export const spellingOf = (decider: AnyDecider | undefined, id: string): string => (decider?.spelling ?? spelled)(id)
