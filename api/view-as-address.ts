/** Whoever looks at the shop as somebody else changes nothing. */
export class ViewAsIsReadOnly extends Error {
  override readonly name = 'ViewAsIsReadOnly'
}

/** A shop of the past knows nobody's rights of today, and of those of then nobody is let in. */
export class ViewAsInPast extends Error {
  override readonly name = 'ViewAsInPast'
}

/** There is no such user or role. */
export class NobodyToViewAs extends Error {
  override readonly name = 'NobodyToViewAs'
}

/** Where it is chosen as whom the shop is looked at. */
export const VIEW_AS = '/view-as'

export type ViewedAs = { readonly kind: 'user' | 'role'; readonly id: string }

/** Where the shop is as somebody sees it. */
export const viewAsHref = ({ kind, id }: ViewedAs): string => `${VIEW_AS}/${kind}/${id}/`

const UNDER = /^\/view-as\/(user|role)\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|root)(?=[/?]|$)/

type Split = { readonly seen: ViewedAs | undefined; readonly prefix: string; readonly url: string }

/** As whom a request looks at the shop, and the address of its page as everybody knows it. */
export const splitViewAs = (url: string): Split => {
  const [prefix = '', kind, id = ''] = UNDER.exec(url) ?? []
  const rest = url.slice(prefix.length)
  const seen = kind === 'user' || kind === 'role' ? ({ kind, id } as const) : undefined
  return { seen, prefix, url: rest.startsWith('/') ? rest : `/${rest}` }
}
