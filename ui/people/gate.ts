import type { RequestContext } from '../../api/page.ts'
import type { CodeForm, Gate, LinkForm, SignInForm } from '../../api/people/gate.ts'
import { carried, type KeptForm } from '../../api/people/kept-form.ts'
import type { Problem } from '../../api/problem.ts'
import { languageOf } from '../../api/text/languages.ts'
import type { Text } from '../../api/text/text.ts'
import { accentLink } from '../accent.ts'
import type { AssetUrl } from '../assets.ts'
import { textField } from '../components/field.ts'
import { notice } from '../components/notice.ts'
import { problemSummary } from '../components/problem-summary.ts'
import { type Child, type Html, html } from '../html.ts'
import { factorForm } from './factor-fields.ts'
import { gateForm as form, hidden } from './gate-form.ts'
import { passkeyButton } from './passkey-button.ts'
import { proof } from './proof.ts'

/** A whole document without what only those see who have come in. */
const page = (
  asset: AssetUrl,
  { viewer, settings }: RequestContext,
  title: string,
  body: Child,
  /** Where it leads on to by itself. */
  leadsTo?: string,
): Html => html`<!DOCTYPE html>
<html lang="${languageOf(viewer.locale)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · ${settings.of('shopName')}</title>${leadsTo !== undefined && html`<meta http-equiv="refresh" content="${`1; url=${leadsTo}`}">`}
<link rel="icon" href="${asset('favicon.svg')}" type="image/svg+xml">
<link rel="stylesheet" href="${asset('daybook.css')}">${accentLink(settings)}
<script src="${asset('passkey.js')}" type="module"></script>
</head>
<body class="gate">
<main id="main" tabindex="-1"><p class="brand"><span class="logo" aria-hidden="true"></span>${settings.of('shopName')}</p><h1>${title}</h1>${body}</main>
</body>
</html>`

const emailField = (text: Text, value = ''): Html =>
  textField({
    name: 'email',
    label: text('signIn.email'),
    type: 'email',
    value,
    required: true,
    autocomplete: 'username',
  })

/** What is carried along until somebody is in. */
const along = (next: string, kept: KeptForm | undefined): Html =>
  html`${hidden('next', next)}${kept === undefined ? [] : carried(kept).map(([name, value]) => hidden(name, value))}`

/** A link and no form: the way leads to another site, where the policy of this page lets no form go. */
const withProvider = (text: Text, next: string, { provider, name }: { provider: string; name: string }): Html => {
  const query = next === '/' ? '' : `?next=${encodeURIComponent(next)}`
  return html`<p><a class="button" href="/sign-in/with/${provider}${query}">${text('signIn.with', { name })}</a></p>`
}

/** Where a passkey is asked for of whoever has not come in. */
const QUESTION = '/sign-in/passkey/question'

const withPasskey = (text: Text, next: string, kept: KeptForm | undefined): Html => {
  const show = { kind: 'show', label: text('passkey.signIn'), question: QUESTION, into: 'passkey' } as const
  return form('/sign-in/passkey', false, html`${along(next, kept)}${passkeyButton(text, show)}`)
}

const signIn = (
  { text }: RequestContext,
  { next, email, notice: said, isBad, kept, providers = [] }: SignInForm,
): Html => {
  const told = said !== undefined && notice({ tone: isBad === true ? 'bad' : 'info', body: text(said) })
  const password = textField({
    name: 'password',
    label: text('signIn.password'),
    type: 'password',
    required: true,
    autocomplete: 'current-password',
  })
  const fields = html`${along(next, kept)}${emailField(text, email)}${password}`
  return html`${told}${form('/sign-in', text('signIn.submit'), fields)}<p><a href="/sign-in/forgotten">${text('signIn.forgotten')}</a></p>${withPasskey(text, next, kept)}${providers.map(it => withProvider(text, next, it))}`
}

const code = ({ text }: RequestContext, { next, notice: said, kept, half, factors }: CodeForm): Html => {
  const told = said !== undefined && notice({ tone: 'bad', body: text(said) })
  const [fields, submit] = [html`${along(next, kept)}${hidden('half', half)}`, text('signIn.submit')]
  const names = { code: 'code', passkey: 'passkey' }
  const ask = factorForm(text, { factors, action: '/sign-in/code', submit, fields, names, question: QUESTION })
  return html`${told}${ask}${back(text)}`
}

/** A password twice, with what is wrong with it. */
export const newPasswordFields = (text: Text, errors: Problem['errors'] = []): Html => {
  const of = (name: string) => {
    const error = errors.find(({ field }) => field === name)?.message
    return { name, type: 'password', required: true, autocomplete: 'new-password', ...(error && { error }) } as const
  }
  return html`${textField({ ...of('password'), label: text('password.new'), hint: text('password.hint') })}${textField({ ...of('again'), label: text('password.again') })}`
}

const link = ({ text }: RequestContext, { token, purpose, email, errors }: LinkForm): Html => {
  const action = `/sign-in/link/${encodeURIComponent(token)}`
  const said = html`<p>${text(`link.${purpose}`, { email })}</p>`
  if (purpose === 'link') return html`${said}${form(action, text('link.submit'), '')}`
  const wrong = errors && {
    title: text('problem.invalid'),
    detail: text('problem.detail.invalid', { count: errors.length }),
    errors,
  }
  const fields = html`${wrong && problemSummary(wrong, { id: 'problem' })}${newPasswordFields(text, errors)}`
  return html`${said}${form(action, text('link.setPassword'), fields)}`
}

const back = (text: Text): Html => html`<p><a href="/sign-in">${text('signIn.back')}</a></p>`

const forgotten = ({ text }: RequestContext, isSent: boolean): Html => {
  if (isSent) return html`${notice({ tone: 'info', body: text('forgotten.sent') })}${back(text)}`
  const ask = form('/sign-in/forgotten', text('forgotten.submit'), emailField(text))
  return html`<p>${text('forgotten.intro')}</p>${ask}${back(text)}`
}

/** The pages of those who have not come in. Without script: only passkeys need any. */
export const gateOf = (asset: AssetUrl): Gate => ({
  signIn: (context, asked) => page(asset, context, context.text('signIn.title'), signIn(context, asked)),
  code: (context, asked) => page(asset, context, context.text('factor.title'), code(context, asked)),
  proof: (context, asked) => page(asset, context, context.text('prove.title'), proof(context, asked)),
  link: (context, asked) => page(asset, context, context.text('link.title'), link(context, asked)),
  noLink: context => {
    const { text } = context
    const gone = html`<p>${text('link.gone')}</p><p><a href="/sign-in/forgotten">${text('signIn.forgotten')}</a></p>`
    return page(asset, context, text('link.gone.title'), html`${gone}${back(text)}`)
  },
  notWith: (context, { why, name }) => {
    const { text } = context
    const told = notice({ tone: 'bad', body: text(`signIn.with.${why}`, { name }) })
    return page(asset, context, text('signIn.with.title'), html`${told}${back(text)}`)
  },
  noProvider: context => {
    const { text } = context
    const gone = notice({ tone: 'info', body: text('signIn.with.gone') })
    return page(asset, context, text('signIn.with.title'), html`${gone}${back(text)}`)
  },
  leaving: (context, { to, name }) => {
    const { text } = context
    const on = html`<p>${text('signOut.with', { name })}</p><p><a class="button primary" href="${to}">${text('signOut.with.go', { name })}</a></p>`
    return page(asset, context, text('signOut.title'), html`${on}${back(text)}`, to)
  },
  forgotten: (context, { isSent }) => page(asset, context, context.text('forgotten.title'), forgotten(context, isSent)),
})
