import { v5 } from 'uuid'
import { group } from '../../domain/people/group.ts'
import { ROOT, role } from '../../domain/people/role.ts'
import { rootCommands } from '../../domain/people/root.ts'
import { ANY, type Rule } from '../../domain/people/rule.ts'
import type { Step } from './command.ts'

const allow = (area: string, action: string = ANY): Rule => ({ area, thing: ANY, action, effect: 'allow' })
const deny = (area: string, thing: string, action: string): Rule => ({ area, thing, action, effect: 'deny' })

type DemoRole = { readonly role: string; readonly group: string; readonly rules: readonly Rule[] }

/** Who works in the demo shop beside its administrators. */
export const demoRoles: readonly DemoRole[] = [
  // Sees everything, also what is added later, and changes nothing.
  { role: 'Auditor', group: 'Auditors', rules: [allow(ANY, 'read'), allow(ANY, 'personal'), allow('audit')] },
  { role: 'Operator', group: 'Operators', rules: [allow('operations')] },
  { role: 'Catalog editor', group: 'Catalog', rules: [allow('catalog'), allow('stock', 'read')] },
  {
    role: 'Support agent',
    group: 'Support',
    rules: [
      allow('sales'),
      allow('customers'),
      allow('catalog', 'read'),
      allow('stock', 'read'),
      deny('sales', 'order', 'EraseGuest'),
      deny('customers', 'customer', 'EraseCustomer'),
    ],
  },
]

/** The id of a demo role, or of its group. */
export const demoRoleId = (seed: string, kind: 'role' | 'group', name: string): string =>
  v5(`demo/${seed}/${kind}/${name}`, v5.URL)

const stepsOf = (seed: string, at: Date, { role: name, group: groupName, rules }: DemoRole): Step[] => {
  const [id, of] = [demoRoleId(seed, 'role', name), demoRoleId(seed, 'group', name)]
  const data = { name: groupName, roles: [id], needsSecondFactor: false }
  return [
    { category: role.category, id, type: 'CreateRole', data: { name }, at },
    { category: role.category, id, type: 'SetRules', data: { rules }, at },
    // Processes leave the demo alone. Before the group, which would have it lent now, and not then.
    { category: role.category, id, type: 'GiveRole', data: { group: of }, at },
    { category: group.category, id: of, type: 'CreateGroup', data, at },
  ]
}

/** The roles and groups of the demo shop, those of its administrators first. */
export const roleSteps = (seed: string, at: Date): Step[] => [
  ...rootCommands.map(command => ({ ...command, at })),
  { category: role.category, id: ROOT, type: 'GiveRole', data: { group: ROOT }, at },
  ...demoRoles.flatMap(one => stepsOf(seed, at, one)),
]
