import type { Aggregate } from '../../api/aggregate.ts'
import type { Page } from '../../api/page.ts'
import { apiKeyCommands, apiKeys, ownKeys } from '../../api/people/api-key.ts'
import { isExpired } from '../../domain/people/api-key.ts'
import type { KeyUse } from '../../people/api-key.ts'
import { type ListedKey, readApiKey, readOwnKey } from '../../projections/people/api-key.ts'
import { badge } from '../components/badge.ts'
import { card } from '../components/card.ts'
import { moment } from '../components/time.ts'
import { type Html, html } from '../html.ts'
import { commandLink, type DetailPage, detailPage, factsOf } from '../kit/detail.ts'
import type { Drawing } from '../kit/form-pages.ts'
import { valueName } from '../kit/labels.ts'
import { type ThingList, thingList } from '../kit/list.ts'
import { thingLink } from '../thing.ts'
import type { Words } from '../words.ts'
import { apiKeyFormPages } from './api-key-forms.ts'
import { keyScopeName } from './key-scopes.ts'
import { keySecretPage } from './key-secret.ts'
import { userName } from './user-name.ts'

const { CreateKey, RenameKey, RegenerateKey, RevokeKey, WithdrawKey } = apiKeyCommands

const tones = { active: 'good', revoked: 'bad' } as const

const statusBadge = (words: Words, { status }: ListedKey): Html =>
  badge(valueName(words, 'apiKey', 'status', status), tones[status])

const scopesText = (words: Words, { scopes }: ListedKey): string =>
  new Intl.ListFormat(words.locale).format(scopes.map(scope => keyScopeName(words, scope)))

const ownerName = (words: Words, { owner, ownerName }: ListedKey): string =>
  userName(words, { id: owner, name: ownerName })

type Columns = ThingList<ListedKey>['columns']
const scopes: Columns = [{ name: 'scopes', cell: scopesText, file: scopesText }]
const state: Columns = [{ name: 'status', cell: statusBadge, file: 'status' }, 'expiresOn', 'createdAt']

const list = thingList(apiKeys, {
  columns: ['name', { name: 'owner', cell: ownerName, file: ownerName }, ...scopes, ...state],
  onPhones: ['name', 'status'],
})

const ownList = thingList(ownKeys, {
  title: ({ text }) => text('ownKeys.title'),
  create: CreateKey,
  columns: ['name', ...scopes, ...state],
  onPhones: ['name', 'status'],
})

const usedAt = (words: Words, use: KeyUse | undefined) => ({
  name: 'usedAt',
  value: use?.usedAt ? moment(words, use.usedAt) : words.text('apiKey.unused'),
})

const facts = async (key: ListedKey, { words, context }: Drawing): Promise<Html> => {
  const uses = await context.keyUses([key.key])
  return card({
    title: words.text('apiKey.facts'),
    body: factsOf(words, apiKeys, key, [
      { name: 'owner', value: thingLink(context.viewer, 'user', key.owner, ownerName(words, key)) },
      'expiresOn',
      usedAt(words, uses.get(key.key)),
      'createdAt',
      'changedAt',
    ]),
  })
}

const scopesCard = (words: Words, key: ListedKey): Html =>
  card({
    title: words.text('field.scopes'),
    body: html`<ul>${key.scopes.map(scope => html`<li>${keyScopeName(words, scope)}</li>`)}</ul>
<p class="quiet">${words.text('apiKey.scopes.hint')}</p>`,
  })

const badges = (key: ListedKey, { words, context }: Drawing): Html => {
  const isOver = key.status === 'active' && isExpired(key, context.now)
  return isOver ? badge(words.text('apiKey.expired'), 'warn') : statusBadge(words, key)
}

const page = (aggregate: Aggregate, { read, actions }: Pick<DetailPage<ListedKey>, 'read' | 'actions'>): Page =>
  detailPage<ListedKey>(aggregate, {
    read,
    title: ({ name }) => name,
    badges,
    meta: ({ key }) => html`<span class="mono">${key}</span>`,
    ...(actions !== undefined && { actions }),
    main: (key, { words }) => scopesCard(words, key),
    side: facts,
  })

const detail = page(apiKeys, {
  read: ({ viewer, db }, id) => readApiKey(viewer, db, id),
  actions: ({ key, status }, drawing) => status === 'active' && commandLink(drawing, WithdrawKey, key),
})

const ownDetail = page(ownKeys, {
  read: ({ viewer, db }, id) => readOwnKey(viewer, db, id),
  actions: (row, drawing) => {
    if (row.status !== 'active') return false
    const another = !isExpired(row, drawing.context.now) && commandLink(drawing, RegenerateKey, row.key)
    return html`${commandLink(drawing, RevokeKey, row.key)}${another}${commandLink(drawing, RenameKey, row.key)}`
  },
})

export const apiKeyPages: readonly Page[] = [list, ownList, ...apiKeyFormPages, keySecretPage, detail, ownDetail]
