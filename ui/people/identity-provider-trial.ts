import { pathTo } from '../../api/commands.ts'
import type { Page, View } from '../../api/page.ts'
import { claimsIn, TRIAL } from '../../api/people/try-mapping.ts'
import { type Claims, emailIn, groupsFor, type Mapped, type MappingRule } from '../../domain/people/mapping.ts'
import { type IdentityProviderRow, readIdentityProvider } from '../../projections/people/identity-provider.ts'
import { card } from '../components/card.ts'
import { textArea } from '../components/field.ts'
import { commandForm } from '../components/form.ts'
import { notice } from '../components/notice.ts'
import { pageHead } from '../components/page-head.ts'
import { dataTable } from '../components/table.ts'
import { type Html, html } from '../html.ts'
import type { Drawing } from '../kit/form-pages.ts'
import { labelOf } from '../kit/labels.ts'
import { formState } from '../submitted.ts'
import { type Words, wordsFor } from '../words.ts'
import { type GroupNames, groupLink, howName, readNames } from './identity-provider-rules.ts'

const who = ({ text }: Words, provider: IdentityProviderRow, claims: Claims): Html => {
  const found = emailIn(claims, provider)
  if (found.kind === 'missing')
    return notice({ tone: 'bad', body: text('provider.trial.missing', { claim: provider.emailClaim }) })
  const { kind, email } = found
  return kind === 'found'
    ? notice({ tone: 'good', body: text('provider.trial.email', { email }) })
    : notice({ tone: 'bad', body: text('provider.trial.unverified', { email }) })
}

const ruleText = (words: Words, rule: MappingRule): string =>
  words.text('provider.trial.rule', { claim: rule.claim, how: howName(words, rule), value: rule.value })

const becauseOf = (words: Words, { because, isDefault }: Mapped, group: string): string =>
  isDefault
    ? words.text('provider.trial.default')
    : because
        .filter(rule => rule.group === group)
        .map(rule => ruleText(words, rule))
        .join('; ')

const result = (
  { words, context }: Drawing,
  provider: IdentityProviderRow,
  names: GroupNames,
  claims: Claims,
): Html => {
  const { text } = words
  const mapped = groupsFor(claims, provider.rules, provider.group)
  const groups = dataTable<string>(words, {
    caption: text('provider.trial.groups'),
    columns: [
      { header: text('thing.group'), cell: group => groupLink(words, context, names, group), names: true },
      { header: text('provider.trial.because'), cell: group => becauseOf(words, mapped, group), wraps: true },
    ],
    rows: mapped.groups,
    empty: { title: text('provider.trial.groups.none'), hint: text('provider.trial.groups.none.hint') },
  })
  return card({
    title: text('provider.trial.result'),
    body: html`<div class="stack">${who(words, provider, claims)}${groups}</div>`,
  })
}

const form = ({ words, context }: Drawing, id: string): Html => {
  const state = formState(context, 'TryMapping')
  const { text } = words
  return commandForm(words, {
    id: 'TryMapping-form',
    action: `/api${pathTo(TRIAL, id)}`,
    commandId: state.commandId,
    guard: false,
    problem: state.problem,
    nameOf: field => labelOf(words, 'identityProvider', field),
    submit: text('provider.trial'),
    cancel: `/identity-providers/${encodeURIComponent(id)}`,
    fields: textArea({
      name: 'claims',
      label: labelOf(words, 'identityProvider', 'claims'),
      hint: text('provider.trial.claims.hint'),
      value: state.value('claims'),
      required: true,
      rows: 12,
      ...state.error('claims'),
    }),
  })
}

/** What was pasted, unless it is shown again because something is wrong with it. */
const pasted = ({ words: { text }, context: { submitted } }: Drawing): Claims | undefined => {
  const typed = submitted?.problem === undefined ? submitted?.fields['claims'] : undefined
  const found = typeof typed === 'string' ? claimsIn(text, typed) : undefined
  return found !== undefined && 'claims' in found ? found.claims : undefined
}

/** A page on which somebody sees what the rules of a provider make of claims, before anybody signs in by them. */
export const trialPage: Page = {
  path: TRIAL,
  may: 'identityProvider:read',
  view: async (context): Promise<View | undefined> => {
    const id = context.params['id'] ?? ''
    const provider = await readIdentityProvider(context.viewer, context.db, id)
    if (provider === undefined) return undefined
    const drawing = { words: wordsFor(context.viewer, context.now), context }
    const { text } = drawing.words
    const claims = pasted(drawing)
    const title = text('provider.trial.of', { name: provider.name })
    const told = claims && result(drawing, provider, await readNames(context), claims)
    const hint = html`<p class="quiet">${text('provider.trial.hint')}</p>`
    return { title, body: html`${pageHead({ title })}${hint}${form(drawing, id)}${told}` }
  },
}
