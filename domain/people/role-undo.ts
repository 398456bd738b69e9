import { type EventOf, noWayBack, type StateOf, type Undo } from '../undo.ts'
import { role } from './role.ts'
import { AskedRule, scopeKey } from './rule.ts'

type Role = StateOf<typeof role>
type Made = readonly EventOf<typeof role>[]

/** Every rule that was set or removed, as it was. What is known no more can not be asked for again. */
const rulesBack = (was: Role, made: Made) => {
  if (was.status === 'absent') return noWayBack
  const rules = made.flatMap(event => {
    if (event.type !== 'RuleSet' && event.type !== 'RuleRemoved') return []
    const { area, thing, action } = event.data
    return [{ area, thing, action, effect: null, ...was.rules.get(scopeKey(event.data)) }]
  })
  const asked = AskedRule.array().safeParse(rules)
  return asked.success ? ({ type: 'SetRules', data: { rules: asked.data } } as const) : noWayBack
}

export const roleUndo: Undo<typeof role> = {
  CreateRole: 'makes',
  CreateRootRole: 'makes',
  RenameRole: was => (was.status === 'absent' ? noWayBack : { type: 'RenameRole', data: { name: was.name } }),
  SetRules: rulesBack,
  LendRole: 'follows',
  GiveRole: 'follows',
  TakeRole: 'follows',
  DeleteRole: 'ends',
}
