import { pathTo } from '../../api/commands.ts'
import type { Page, PageContext } from '../../api/page.ts'
import { CLIENT_SECRET } from '../../api/people/client-secret.ts'
import { identityProviderCommands, identityProviders } from '../../api/people/identity-provider.ts'
import { TRIAL } from '../../api/people/try-mapping.ts'
import { type IdentityProviderRow, readIdentityProvider } from '../../projections/people/identity-provider.ts'
import { badge } from '../components/badge.ts'
import { card } from '../components/card.ts'
import { notice } from '../components/notice.ts'
import { linkButton } from '../components/page-head.ts'
import { type Html, html } from '../html.ts'
import { commandLink, detailPage, editLink, factsOf } from '../kit/detail.ts'
import type { FieldsOf } from '../kit/fields.ts'
import { buttonOf } from '../kit/form.ts'
import { createPage, type Drawing, editPage } from '../kit/form-pages.ts'
import { valueName } from '../kit/labels.ts'
import { thingList } from '../kit/list.ts'
import type { Words } from '../words.ts'
import { clientSecretPage } from './client-secret.ts'
import { type GroupNames, groupLink, mappingCard, readNames } from './identity-provider-rules.ts'
import { trialPage } from './identity-provider-trial.ts'

const { CreateIdentityProvider, EditIdentityProvider, ActivateIdentityProvider, DeactivateIdentityProvider } =
  identityProviderCommands

const statusBadge = (words: Words, { status }: IdentityProviderRow): Html =>
  badge(valueName(words, 'identityProvider', 'status', status), status === 'active' ? 'good' : 'neutral')

const list = thingList(identityProviders, {
  create: CreateIdentityProvider,
  columns: ['name', 'issuer', 'newcomers', { name: 'status', cell: statusBadge, file: 'status' }, 'changedAt'],
  onPhones: ['name', 'status'],
})

type Choices = readonly { readonly value: string; readonly label: string }[]

const groupChoices = async (context: PageContext): Promise<Choices> =>
  [...(await readNames(context))].map(([value, label]) => ({ value, label }))

const fields = (
  { field, rows }: FieldsOf<typeof EditIdentityProvider>,
  options: Choices,
): Html => html`${field('name')}${field('issuer', { mono: true })}${field('clientId', { mono: true })}
${field('emailClaim', { start: 'email', mono: true })}${field('needsVerifiedEmail', { start: true })}
${field('newcomers')}${field('group', { options })}
${rows(
  'rules',
  row =>
    html`${row.field('claim')}${row.field('how')}${row.field('value')}${row.field('group', { options, none: '' })}`,
)}`

const create = createPage(CreateIdentityProvider, {
  load: groupChoices,
  sent: ({ newId }) => ({ values: { id: newId() } }),
  fields,
})

const edit = editPage(EditIdentityProvider, {
  read: async (context, id) => {
    const [provider, options] = await Promise.all([
      readIdentityProvider(context.viewer, context.db, id),
      groupChoices(context),
    ])
    return provider && { ...provider, options }
  },
  fields: (drawn, { options }) => fields(drawn, options),
})

const statusButton = ({ words, context }: Drawing, { provider, name, status, revision }: IdentityProviderRow): Html =>
  status === 'active'
    ? html`${buttonOf(words, context, DeactivateIdentityProvider, {
        id: provider,
        revision,
        confirm: words.text('provider.deactivate.confirm', { name }),
      })}`
    : html`${buttonOf(words, context, ActivateIdentityProvider, { id: provider, revision })}`

type Named = IdentityProviderRow & { readonly names: GroupNames }

const facts = (words: Words, context: PageContext, row: Named): Html => {
  const { group, names } = row
  const value = group === null ? words.text('history.nothing') : groupLink(words, context, names, group)
  const path = html`<span class="mono">/sign-in/with/${row.provider}/back</span>`
  const client = ['issuer', 'clientId', 'secretSetAt', { name: 'backTo', value: path }, 'changedAt'] as const
  const people = ['emailClaim', 'needsVerifiedEmail', 'newcomers', { name: 'group', value }] as const
  return html`${card({ title: words.text('provider.facts'), body: factsOf(words, identityProviders, row, client) })}
${card({ title: words.text('provider.people'), body: factsOf(words, identityProviders, row, people) })}`
}

const detail = detailPage(identityProviders, {
  read: async (context, id): Promise<Named | undefined> => {
    const provider = await readIdentityProvider(context.viewer, context.db, id)
    return provider && { ...provider, names: await readNames(context) }
  },
  title: ({ name }) => name,
  badges: (row, { words }) => statusBadge(words, row),
  meta: () => undefined,
  actions: (row, drawing) => {
    const trial = linkButton({
      label: drawing.words.text('provider.trial'),
      href: pathTo(TRIAL, row.provider),
    })
    const secret = commandLink(drawing, EditIdentityProvider, row.provider, {
      label: drawing.words.text('provider.secret'),
      href: pathTo(CLIENT_SECRET, row.provider),
    })
    return html`${statusButton(drawing, row)}${trial}${secret}${editLink(drawing, EditIdentityProvider, row.provider)}`
  },
  notices: ({ status, secretSetAt }, { words: { text } }) =>
    html`${status === 'inactive' && notice({ tone: 'info', body: text('provider.inactive.notice') })}${secretSetAt === null && notice({ tone: 'warn', body: text('provider.secret.missing') })}`,
  main: (row, { words, context }) => mappingCard(words, context, row, row.names),
  side: (row, { words, context }) => facts(words, context, row),
})

/** Providers of single sign-on, and what their rules would do. */
export const identityProviderPages: readonly Page[] = [list, create, edit, trialPage, clientSecretPage, detail]
