import type { View } from '../../api/page.ts'
import { SECOND_FACTOR } from '../../api/people/next.ts'
import type { AccountContext, AnyPage, FactorState } from '../../api/special-pages.ts'
import { card } from '../components/card.ts'
import { notice } from '../components/notice.ts'
import { pageHead } from '../components/page-head.ts'
import { problemSummary } from '../components/problem-summary.ts'
import { qrCode } from '../components/qr-code.ts'
import { type Child, type Html, html } from '../html.ts'
import { formState } from '../submitted.ts'
import { type Words, wordsFor } from '../words.ts'
import { codeField } from './code-field.ts'
import { passkeysCard } from './passkeys.ts'

type Name = 'SwitchOnSecondFactor' | 'SwitchOffSecondFactor' | 'RenewRecoveryCodes'
type Drawn = { readonly words: Words; readonly context: AccountContext }
type Form = { readonly name: Name; readonly path: string; readonly fields?: Child }

/** Sent as a plain form, so that no secret stays in a page that goes on. */
const codeForm = ({ words: { text }, context }: Drawn, { name, path, fields }: Form): Html => {
  const { problem, error } = formState(context, name)
  return html`<form class="form" id="${name}" method="post" action="/api${SECOND_FACTOR}${path}" novalidate>
${problem !== undefined && problemSummary(problem, { id: `${name}-problem`, prefix: name })}${fields}${codeField(text, { prefix: name, error: error('code').error })}
<div class="form-actions"><button class="button primary">${text(`factor.${name}`)}</button></div></form>`
}

/** The address that authenticators know. */
const addressOf = (shop: string, name: string, secret: string): string => {
  const label = [shop, name].map(encodeURIComponent).join(':')
  return `otpauth://totp/${label}?secret=${secret}&issuer=${encodeURIComponent(shop)}`
}

const setUp = (drawn: Drawn, { secret, sealed }: Extract<FactorState, { isOn: false }>): Html => {
  const { words, context } = drawn
  const { text } = words
  const name = 'SwitchOnSecondFactor'
  const picture = qrCode(
    addressOf(context.settings.of('shopName'), context.viewer.name, secret),
    text('factor.picture'),
  )
  const typed = html`<p>${text('factor.typed')} <code class="mono">${secret.replace(/.{4}(?=.)/g, '$& ')}</code></p>`
  const fields = html`<input type="hidden" name="sealed" value="${sealed}">`
  const body = html`<p>${text('factor.intro')}</p>${picture}${typed}${codeForm(drawn, { name, path: '', fields })}`
  return card({ title: text('factor.SwitchOnSecondFactor'), body })
}

const manage = (drawn: Drawn, codesLeft: number): Html => {
  const { text } = drawn.words
  const renew = codeForm(drawn, { name: 'RenewRecoveryCodes', path: '/codes' })
  const left = html`<p>${text('factor.codesLeft', { count: codesLeft })}</p>`
  const off = codeForm(drawn, { name: 'SwitchOffSecondFactor', path: '/off' })
  return html`${notice({ tone: 'good', body: text('factor.isOn') })}${card({ title: text('factor.RenewRecoveryCodes'), body: html`${left}${renew}` })}${card({ title: text('factor.SwitchOffSecondFactor'), body: html`<p>${text('factor.off')}</p>${off}` })}`
}

/** The codes that were just made. They are nowhere else, so they are shown in the answer that made them alone. */
const newCodes = ({ words: { text }, context: { submitted } }: Drawn): Html | false => {
  const codes = submitted?.problem === undefined ? submitted?.fields['codes'] : undefined
  if (codes === undefined) return false
  const list = html`<ul class="recovery-codes">${[codes].flat().map(code => html`<li class="mono">${code}</li>`)}</ul>`
  return card({
    title: text('factor.codes'),
    body: html`${notice({ tone: 'warn', body: text('factor.codes.hint') })}${list}`,
  })
}

const view = async (context: AccountContext): Promise<View> => {
  const words = wordsFor(context.viewer, context.now)
  const drawn = { words, context }
  const state = await context.secondFactor(formState(context, 'SwitchOnSecondFactor').value('sealed'))
  const title = words.text('factor.title')
  const shown = state.isOn ? manage(drawn, state.codesLeft) : setUp(drawn, state)
  const needed =
    context.viewer.lacksSecondFactor === true && notice({ tone: 'warn', body: words.text('factor.needed') })
  const passkeys = passkeysCard(words, context, state.passkeys)
  return { title, body: html`${pageHead({ title })}${needed}${newCodes(drawn)}${shown}${passkeys}` }
}

/** One's own second factors: an authenticator, codes for when that is lost, and passkeys. */
export const secondFactorPage: AnyPage = { path: SECOND_FACTOR, may: 'dashboard:read', view }
