import type { Page, PageContext } from '../../api/page.ts'
import { apiKeyCommands, OWN_KEYS } from '../../api/people/api-key.ts'
import { isExpired } from '../../domain/people/api-key.ts'
import { type ListedKey, readApiKey, readOwnKey } from '../../projections/people/api-key.ts'
import { notice } from '../components/notice.ts'
import { html } from '../html.ts'
import { confirmPage, createPage, editPage } from '../kit/form-pages.ts'
import { keyScopeName, offeredScopes } from './key-scopes.ts'

const { CreateKey, RenameKey, RegenerateKey, RevokeKey, WithdrawKey } = apiKeyCommands

/** One's own key of a page, while anything can be changed of it. */
const readActive = async ({ viewer, db }: PageContext, id: string): Promise<ListedKey | undefined> => {
  const key = await readOwnKey(viewer, db, id)
  return key?.status === 'active' ? key : undefined
}

const create = createPage(CreateKey, {
  sent: ({ newId }) => ({ values: { id: newId() }, cancel: OWN_KEYS }),
  fields: ({ field }, _, { words, context }) => {
    const options = offeredScopes(context.viewer.may).map(value => ({ value, label: keyScopeName(words, value) }))
    return html`${field('name')}${field('expiresOn')}${field('scopes', { options })}`
  },
})

const rename = editPage(RenameKey, { read: readActive, fields: ({ field }) => field('name') })

const regeneration = confirmPage(RegenerateKey, {
  read: async (context, id) => {
    const key = await readActive(context, id)
    return key && !isExpired(key, context.now) ? key : undefined
  },
  title: (words, { name }) => words.text('apiKey.regenerating', { name }),
  meta: () => undefined,
  understood: ({ text }) => text('apiKey.regenerating.confirm'),
  sent: ({ key }) => ({ cancel: `${OWN_KEYS}/${key}` }),
  consequences: ({ text }) => notice({ tone: 'warn', body: text('apiKey.regenerating.hint') }),
})

const ending = {
  meta: () => undefined,
  understood: ({ text }) => text('apiKey.revoking.confirm'),
  consequences: ({ text }) => notice({ tone: 'warn', body: text('apiKey.revoking.hint') }),
} as const satisfies Partial<Parameters<typeof confirmPage>[1]>

const revocation = confirmPage<ListedKey>(RevokeKey, {
  ...ending,
  read: readActive,
  title: (words, { name }) => words.text('apiKey.revoking', { name }),
})

const withdrawal = confirmPage<ListedKey>(WithdrawKey, {
  ...ending,
  read: async ({ viewer, db }, id) => {
    const key = await readApiKey(viewer, db, id)
    return key?.status === 'active' ? key : undefined
  },
  title: (words, { name }) => words.text('apiKey.revoking', { name }),
})

/** Making a key, its name, another secret, and its end. */
export const apiKeyFormPages: readonly Page[] = [create, rename, regeneration, revocation, withdrawal]
