import type { RequestContext } from '../../api/page.ts'
import { PROOF_FIELDS } from '../../api/people/brought-proof.ts'
import type { Means, ProofForm } from '../../api/people/gate.ts'
import type { Text } from '../../api/text/text.ts'
import { textField } from '../components/field.ts'
import { notice } from '../components/notice.ts'
import { type Html, html } from '../html.ts'
import { codeField } from './code-field.ts'
import { gateForm, hiddenFields } from './gate-form.ts'

/** In another window, so that this one keeps what it carries along. */
const elsewhere = (href: string, label: string): Html =>
  html`<p><a class="button" href="${href}" target="_blank" rel="noopener">${label}</a></p>`

const signInAgain = (text: Text, { providers = [] }: ProofForm): Html =>
  html`${providers.map(({ provider, name }) => elsewhere(`/sign-in/with/${provider}?again`, text('signIn.with', { name })))}${elsewhere('/sign-in/forgotten', text('forgotten.title'))}`

const fieldFor = (text: Text, means: Means): Html | false => {
  if (means === 'factor') return codeField(text, { name: PROOF_FIELDS.code })
  const password = { name: PROOF_FIELDS.password, type: 'password', autocomplete: 'current-password' } as const
  return means === 'password' && textField({ ...password, label: text('signIn.password'), required: true })
}

/** Asks somebody who is in to prove again who they are; what they had sent is carried along. */
export const proof = ({ text }: RequestContext, asked: ProofForm): Html => {
  const { means, isWrong, action, fields, back, isTypedAgain } = asked
  const wrong = means !== 'signIn' && isWrong && notice({ tone: 'bad', body: text(`prove.wrong.${means}`) })
  const lost = isTypedAgain === true && html`<p>${text('prove.typedAgain')}</p>`
  const others = means === 'signIn' && signInAgain(text, asked)
  const form = gateForm(action, text('prove.submit'), html`${hiddenFields(fields)}${fieldFor(text, means)}`)
  return html`${wrong}<p>${text(`prove.${means}`)}</p>${lost}${others}${form}<p><a href="${back}">${text('form.cancel')}</a></p>`
}
