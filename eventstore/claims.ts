import { v5 } from 'uuid'
import { type AnyDecider, type ClaimRef, type Rejection, reject } from '../domain/decider.ts'
import type { Vault } from './vault/vault.ts'

/** A claim of a command with the id of its stream: `<scope>.<keyed hash of the value>`. */
export type Claim = ClaimRef & { readonly id: string }

export const claimId = (vault: Vault, { scope, value }: Pick<ClaimRef, 'scope' | 'value'>): string =>
  `${scope}.${vault.hash(`${scope}\n${value}`)}`

/** The claims a command needs. The value itself never leaves this function. */
export const claimsOf = (vault: Vault, decider: AnyDecider, type: string, data: unknown, id: string): Claim[] =>
  (decider.claims?.[type]?.(data as never, id) ?? []).map(ref => ({
    ...ref,
    id: claimId(vault, ref),
  }))

export const claimedIds = (claims: readonly Claim[]): Record<string, string> =>
  Object.fromEntries(claims.map(({ scope, id }) => [scope, id]))

/**
 * An id of its own for each owner and moment a claim is asked for: a claim may be made, given up and made again by one
 * command.
 */
export const claimCommandId = (commandId: string, claimId: string, owner: string, now: Date): string =>
  v5(`${claimId}/${owner}/${now.toISOString()}`, commandId)

/** The claim's refusal in the words of the command that needed it, with whoever holds it. */
export const asTaken = ({ taken, field }: Claim, rejection: Rejection): Rejection =>
  rejection.code === 'ClaimTaken' ? reject('conflict', taken, rejection.parameters, field) : rejection
