import { rightsOf } from '../../domain/people/rights.ts'
import type { Rule } from '../../domain/people/rule.ts'
import type { Permission } from '../../domain/permission.ts'
import type { ServerDependencies } from '../server-dependencies.ts'
import { findWithRoles } from './roles-of.ts'

const ruleText = ({ effect, area, thing, action, stores }: Rule): string =>
  [effect, `${area}/${thing}/${action}`, ...(stores ?? [])].join(' ')

/**
 * The first of the rules that deny somebody something, or allow it elsewhere alone, and the role that has it, as facts of
 * the record; that no rule allows it where none says anything.
 */
export const forbiddingRule = async (
  deps: Pick<ServerDependencies, 'readSide'>,
  userId: string,
  permission: Permission,
): Promise<{ readonly rule: string; readonly role?: string }> => {
  const found = await findWithRoles(deps, userId)
  const [because] = rightsOf([permission], found?.roles ?? [], found?.stores ?? []).why(permission).because
  return because === undefined ? { rule: 'none' } : { rule: ruleText(because.rule), role: because.role.role }
}
