import type { RequestContext } from '../../api/page.ts'
import { PROOF_FIELDS } from '../../api/people/brought-proof.ts'
import type { ProofForm } from '../../api/people/gate.ts'
import { PROOF } from '../../api/people/next.ts'
import type { Text } from '../../api/text/text.ts'
import { textField } from '../components/field.ts'
import { notice } from '../components/notice.ts'
import { type Html, html } from '../html.ts'
import { factorForm } from './factor-fields.ts'
import { gateForm, hiddenFields } from './gate-form.ts'

/** In another window, so that this one keeps what it carries along. */
const elsewhere = (href: string, label: string): Html =>
  html`<p><a class="button" href="${href}" target="_blank" rel="noopener">${label}</a></p>`

const signInAgain = (text: Text, { providers = [] }: ProofForm): Html =>
  html`${providers.map(({ provider, name }) => elsewhere(`/sign-in/with/${provider}?again`, text('signIn.with', { name })))}${elsewhere('/sign-in/forgotten', text('forgotten.title'))}`

const passwordField = (text: Text): Html =>
  textField({
    name: PROOF_FIELDS.password,
    label: text('signIn.password'),
    type: 'password',
    required: true,
    autocomplete: 'current-password',
  })

const formFor = (text: Text, { means, factors, action, fields: carried }: ProofForm): Html => {
  const [fields, submit] = [hiddenFields(carried), text('prove.submit')]
  if (means === 'factor')
    return factorForm(text, { factors, action, submit, fields, names: PROOF_FIELDS, question: `${PROOF}/passkey` })
  return gateForm(action, submit, html`${fields}${means === 'password' && passwordField(text)}`)
}

/** Asks somebody who is in to prove again who they are; what they had sent is carried along. */
export const proof = ({ text }: RequestContext, asked: ProofForm): Html => {
  const { means, isWrong, back, isTypedAgain } = asked
  const wrong = means !== 'signIn' && isWrong && notice({ tone: 'bad', body: text(`prove.wrong.${means}`) })
  const lost = isTypedAgain === true && html`<p>${text('prove.typedAgain')}</p>`
  const others = means === 'signIn' && signInAgain(text, asked)
  return html`${wrong}<p>${text(`prove.${means}`)}</p>${lost}${others}${formFor(text, asked)}<p><a href="${back}">${text('form.cancel')}</a></p>`
}
