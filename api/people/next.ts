const LONGEST = 2_000
const PLAIN = /^\/[\x21-\x7e]*$/
/** What is no page, or a page that nobody wants to come back to. */
const NOT_A_PAGE = /^\/(?:[/\\]|(?:api|sign-in|sign-out|assets|live|freshness|pick|health|metrics)(?:[/?#]|$))/

/** Where somebody is led after they have signed in: a page of this shop, whatever was asked for. */
export const nextOf = (asked: unknown): string => {
  const path = typeof asked === 'string' ? asked : ''
  const canBe = path.length <= LONGEST && PLAIN.test(path) && !path.includes('\\') && !NOT_A_PAGE.test(path)
  return canBe ? path : '/'
}

/** The page of a link that leads in once. */
export const linkTo = (origin: string, token: string): string => `${origin}/sign-in/link/${token}`

/** The page of signing in that leads back. */
export const signInFor = (path: string): string => {
  const next = nextOf(path)
  return next === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`
}

/** The page on which somebody proves again who they are. */
export const PROOF = '/account/proof'

/** The same, that leads back. */
export const proofFor = (path: string): string => `${PROOF}?next=${encodeURIComponent(nextOf(path))}`

/** The page of one's own second factor. */
export const SECOND_FACTOR = '/account/second-factor'
