import type { Purpose } from '../../people/account.ts'
import type { FormFields } from '../form.ts'
import type { Markup, RequestContext } from '../page.ts'
import type { FieldError } from '../problem.ts'
import type { PlainKey } from '../text/parameters.ts'
import type { Factors } from './factors.ts'
import type { KeptForm } from './kept-form.ts'
import type { WithProvider } from './with-provider.ts'

export type SignInForm = {
  /** Where it leads. */
  readonly next: string
  readonly email?: string
  /** Said above the form. */
  readonly notice?: PlainKey
  readonly isBad?: boolean
  /** With whom one can sign in instead; nobody where what was typed would be lost on the way. */
  readonly providers?: readonly { readonly provider: string; readonly name: string }[]
  /** What was typed when the session had ended. */
  readonly kept?: KeptForm | undefined
}

export type CodeForm = Pick<SignInForm, 'next' | 'notice' | 'kept'> & {
  /** That the password was given. */
  readonly half: string
  /** With which second factor one can go on. */
  readonly factors: Factors
}

/** By what somebody proves again who they are; `signIn`: they have nothing to show here, so they sign in again. */
export type Means = 'factor' | 'password' | 'signIn'

/** Asks somebody who is in to prove again who they are. */
export type ProofForm = Pick<SignInForm, 'providers'> & {
  readonly means: Means
  /** With which second factor, where that is what is asked for. */
  readonly factors: Factors
  /** What was shown proves nothing. */
  readonly isWrong: boolean
  /** Where the form leads, and what it carries along. */
  readonly action: string
  readonly fields: FormFields
  /** The page to go back to without. */
  readonly back: string
  /** There was a secret among what was typed: it is not carried along. */
  readonly isTypedAgain?: boolean
}

export type LinkForm = {
  readonly token: string
  readonly purpose: Purpose
  /** Whose it is. */
  readonly email: string
  readonly errors?: readonly FieldError[]
}

/** The pages of those who have not signed in, as whole documents. */
export type Gate = {
  readonly signIn: (context: RequestContext, form: SignInForm) => Markup
  /** Asks for the second factor. */
  readonly code: (context: RequestContext, form: CodeForm) => Markup
  readonly proof: (context: RequestContext, form: ProofForm) => Markup
  readonly link: (context: RequestContext, form: LinkForm) => Markup
  /** The link is used, or too old. */
  readonly noLink: (context: RequestContext) => Markup
  /** A provider did not let somebody in, or is not let. */
  readonly notWith: (context: RequestContext, told: { readonly why: WithProvider; readonly name: string }) => Markup
  /** There is no such provider (any more). */
  readonly noProvider: (context: RequestContext) => Markup
  /** Signed out here, and on the way to do so at the provider. */
  readonly leaving: (context: RequestContext, at: { readonly to: string; readonly name: string }) => Markup
  readonly forgotten: (context: RequestContext, asked: { readonly isSent: boolean }) => Markup
}
