/** The session of whoever has come in, by the address of the server. */
const sessions = new Map<string, string>()

const LINK = /\/sign-in\/link\/[\w-]+/

/** The link in what a server or the command line has printed; undefined when there is none. */
export const linkIn = (output: string): string | undefined => LINK.exec(output)?.[0]

/** Comes in by a link. @returns the cookie of the session */
export const comeIn = async (address: string, link: string): Promise<string> => {
  const answer = await fetch(`${address}${link}`, { method: 'POST', redirect: 'manual' })
  const [, cookie] = /^(daybook-session=[^;]+)/.exec(answer.headers.get('set-cookie') ?? '') ?? []
  if (cookie === undefined) throw new Error(`coming in was answered with ${answer.status}`)
  return cookie
}

export const goOnWith = (address: string, cookie: string): void => void sessions.set(new URL(address).origin, cookie)

/** What is sent along to a server, so that it lets one in. */
export const passOf = (url: string): { readonly cookie?: string } => {
  const cookie = sessions.get(new URL(url).origin)
  return cookie === undefined ? {} : { cookie }
}

/** Asks a server as whoever has come in there. */
export const visit = (url: string, init: RequestInit = {}): Promise<Response> => {
  const headers = new Headers(init.headers)
  const { cookie } = passOf(url)
  if (cookie !== undefined) headers.set('cookie', cookie)
  return fetch(url, { ...init, headers })
}
