import type { Factors } from '../../api/people/factors.ts'
import type { Text } from '../../api/text/text.ts'
import { type Child, type Html, html } from '../html.ts'
import { codeField } from './code-field.ts'
import { gateForm } from './gate-form.ts'
import { needsScript, passkeyButton } from './passkey-button.ts'

type FactorForm = {
  readonly factors: Factors
  readonly action: string
  readonly submit: string
  /** What it carries along. */
  readonly fields: Child
  readonly names: { readonly code: string; readonly passkey: string }
  /** Where a passkey is asked for. */
  readonly question: string
}

/** Asks for a second factor, by whichever kinds somebody has. */
export const factorForm = (text: Text, { factors, action, submit, fields, names, question }: FactorForm): Html => {
  const shown = { kind: 'show', label: text('passkey.show'), question, into: names.passkey } as const
  const tone = factors.code ? {} : ({ tone: 'primary' } as const)
  const passkey =
    factors.passkey && html`${passkeyButton(text, { ...shown, isOnly: !factors.code, ...tone })}${needsScript(text)}`
  const typed = factors.code && codeField(text, { name: names.code })
  return gateForm(action, factors.code && submit, html`${fields}${passkey}${typed}`)
}
