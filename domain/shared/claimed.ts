import type { Context } from '../decider.ts'

/** The claim that a command was granted before it is decided. @throws Error when its decider asks for none of that scope */
export const claimIn = ({ claimed }: Pick<Context, 'claimed'>, scope: string): string => {
  const claim = claimed[scope]
  if (claim === undefined) throw new Error(`nothing was claimed as ${scope} before it was decided`)
  return claim
}

/** What an event says of the claim before: released, unless there was none or both are one, in another spelling. */
export const giving = (before: string | null, after: string): { readonly released?: string } =>
  before === null || before === after ? {} : { released: before }
