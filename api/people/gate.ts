import type { Purpose } from '../../people/account.ts'
import type { Markup, RequestContext } from '../page.ts'
import type { FieldError } from '../problem.ts'
import type { PlainKey } from '../text/parameters.ts'
import type { KeptForm } from './kept-form.ts'

export type SignInForm = {
  /** Where it leads. */
  readonly next: string
  readonly email?: string
  /** Said above the form. */
  readonly notice?: PlainKey
  readonly isBad?: boolean
  /** What was typed when the session had ended. */
  readonly kept?: KeptForm | undefined
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
  readonly link: (context: RequestContext, form: LinkForm) => Markup
  /** The link is used, or too old. */
  readonly noLink: (context: RequestContext) => Markup
  readonly forgotten: (context: RequestContext, asked: { readonly isSent: boolean }) => Markup
}
