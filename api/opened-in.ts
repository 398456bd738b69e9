import type { FastifyRequest } from 'fastify'

/** What a list was asked for when a thing was opened from it, in the address of the thing: the thing is seen in that list. */
export const OPENED_IN = 'in'

/** The page that a form was sent from. Browsers tell it to this site alone, and htmx in any case. */
const sentFrom = ({ headers }: Pick<FastifyRequest, 'headers'>): URLSearchParams => {
  const from = headers['hx-current-url'] ?? headers.referer
  return typeof from === 'string' && URL.canParse(from) ? new URL(from).searchParams : new URLSearchParams()
}

/** Leads back to a thing as it was opened: beside it stand those of the list that it was opened from. */
export const asOpened = (request: Pick<FastifyRequest, 'headers'>, to: string): string => {
  const asked = sentFrom(request).get(OPENED_IN)
  return asked === null || to.includes('?') ? to : `${to}?${new URLSearchParams({ [OPENED_IN]: asked }).toString()}`
}
