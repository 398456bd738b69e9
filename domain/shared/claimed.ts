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

type Named = { readonly name: string; readonly nameClaim: string }

/** The event that gives a thing another name and the one before back, unless it is called so. `scope` is that of its claim. */
export const renamed = <const Type extends string>(
  type: Type,
  was: Named,
  name: string,
  { scope, context }: { readonly scope: string; readonly context: Pick<Context, 'claimed'> },
): readonly { readonly type: Type; readonly data: Named & { readonly released?: string } }[] => {
  if (was.name === name) return []
  const nameClaim = claimIn(context, scope)
  return [{ type, data: { name, nameClaim, ...giving(was.nameClaim, nameClaim) } }]
}
