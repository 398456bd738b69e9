import { withQuery } from '../query.ts'

export const RIGHTS = '/rights'

/** Where it is shown what a group may do, and why. */
export const rightsHref = ({ group }: { readonly group: string }): string => withQuery(RIGHTS, { group })
