import type { FastifyRequest } from 'fastify'
import type { Looked } from './access.ts'
import { splitPast } from './past.ts'
import type { AnyPage } from './special-pages.ts'

/** A part of a page that somebody follows: its page, and what a request for it would say. */
export type LivePart = Looked & Pick<FastifyRequest, 'headers'> & { readonly page: AnyPage; readonly address: string }

/** As many as anybody can look at. */
const MOST = 20
// An address names the messages of its part, so it must not end a line.
const ADDRESS = /^\/[\x21-\x7e]*$/

export type FindParts = (request: FastifyRequest) => readonly LivePart[]

const decoded = (groups: Readonly<Record<string, string | undefined>>): Record<string, string> | undefined => {
  try {
    return Object.fromEntries(Object.entries(groups).map(([name, value = '']) => [name, decodeURIComponent(value)]))
  } catch {
    return undefined
  }
}

/** The live page that lies at a path, and what its address leaves open. */
const finderOf = (pages: readonly AnyPage[]) => {
  const live = pages
    .filter(({ isLive }) => isLive === true)
    .map(page => ({ page, pattern: new URLPattern({ pathname: page.path }) }))
  return (pathname: string) => {
    for (const { page, pattern } of live) {
      const match = pattern.exec({ pathname })
      if (match !== null) return { page, params: decoded(match.pathname.groups) }
    }
    return undefined
  }
}

/** The parts that `?of=…&of=…` asks for. What is no address of a live page is left out. */
export const partsOf = (pages: readonly AnyPage[]): FindParts => {
  const find = finderOf(pages)
  return ({ url: asked, headers, method }) => {
    const addresses = new URLSearchParams(asked.slice(asked.indexOf('?') + 1)).getAll('of')
    return [...new Set(addresses)].slice(0, MOST).flatMap(address => {
      const { url } = splitPast(address)
      const found = ADDRESS.test(address) ? find(url.split('?')[0] ?? '') : undefined
      if (found?.params === undefined) return []
      const { page, params } = found
      const path = `${page.path}/live`
      return [{ page, address, originalUrl: address, url, params, headers, method, path, config: page }]
    })
  }
}
