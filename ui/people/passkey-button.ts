import { proofFor, SECOND_FACTOR } from '../../api/people/next.ts'
import type { Text } from '../../api/text/text.ts'
import { type Html, html } from '../html.ts'

type PasskeyButton = {
  /** Makes a new one, or shows one. */
  readonly kind: 'add' | 'show'
  readonly label: string
  /** Where to ask what the authenticator is to answer. */
  readonly question: string
  /** The field of the form that brings the answer. */
  readonly into: string
  /** No other button of the form stands beside it, which Enter would press. */
  readonly isOnly?: boolean
  readonly tone?: 'primary'
}

/** Has an authenticator answer, and sends the form that it stands in. That takes script. */
export const passkeyButton = (text: Text, { kind, label, question, into, isOnly = true, tone }: PasskeyButton): Html =>
  html`<input type="hidden" name="${into}" value=""><p class="with-script"><button type="${isOnly ? 'submit' : 'button'}" class="button ${tone}" data-passkey="${kind}" data-question="${question}" data-into="${into}" data-proof="${proofFor(SECOND_FACTOR)}" data-failed="${text('passkey.cancelled')}" data-already="${text('passkey.already')}" data-elsewhere="${text('passkey.elsewhere')}" data-unsupported="${text('passkey.unsupported')}">${label}</button></p><p class="notice bad" role="alert" data-passkey-said hidden></p>`

/** Said in its place without script. */
export const needsScript = (text: Text): Html => html`<p class="hint without-script">${text('passkey.needsScript')}</p>`
