import { v7 } from 'uuid'
import { apiKey } from '../../domain/people/api-key.ts'
import { ROOT } from '../../domain/people/role.ts'
import { openApiKeys } from '../../people/api-keys.ts'
import type { Config } from '../config.ts'
import { type Shop, withShop } from '../open-shop.ts'
import { sendChecked } from '../send-checked.ts'
import { UserError } from '../user-error.ts'
import { idOf, readUsers } from './user.ts'

export type NewKey = {
  readonly name: string
  readonly scopes: string
  readonly expires?: string
  readonly owner?: string
}

/** The one administrator there is. @throws UserError when nobody can say who is meant */
const onlyAdministrator = async (shop: Shop): Promise<string> => {
  const users = await readUsers(shop)
  const [one, another] = users.filter(
    ({ groups, status }) => groups.includes(ROOT) && (status === 'active' || status === 'invited'),
  )
  if (one !== undefined && another === undefined) return one.id
  throw new UserError('Say in whose name the key acts: --owner E-MAIL. See: daybook user list')
}

/** Makes a key and prints its secret, which is shown nowhere else. */
export const createKey = (config: Config, { name, scopes, expires, owner: email }: NewKey): Promise<void> =>
  withShop(config, async shop => {
    const id = v7()
    const owner = email === undefined ? await onlyAdministrator(shop) : await idOf(config, shop, email)
    const asked = scopes.split(',').map(scope => scope.trim())
    const data = { name, scopes: asked, expiresOn: expires ?? null, owner }
    await sendChecked(shop, { decider: apiKey, id, type: 'IssueKey', data })
    process.stdout.write(`${await openApiKeys(shop.pool).make(id, new Date())}\n`)
  })
