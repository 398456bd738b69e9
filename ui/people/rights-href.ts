import { withQuery } from '../query.ts'

export const RIGHTS = '/rights'

/** Where it is shown what a group or a user may do, and why. */
export const rightsHref = (whose: { readonly group: string } | { readonly user: string }): string =>
  withQuery(RIGHTS, whose)
