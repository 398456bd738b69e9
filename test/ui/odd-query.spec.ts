import { afterAll, beforeAll, describe, it } from 'vitest'
import { demoDatabase } from '../support/demo-database.ts'
import { addresses, findDemo } from '../support/demo-pages.ts'
import { expectCivil, get, getAll } from '../support/hostile.ts'
import { oddTexts } from '../support/odd-texts.ts'
import { startServer, type TestServer } from '../support/server.ts'

let server: TestServer
let found: (address: string) => string

beforeAll(async () => {
  server = await startServer(undefined, undefined, { database: demoDatabase })
  found = await findDemo(server.shop)
  await server.caughtUp()
}, 120_000)
afterAll(() => server.close())

const MARK = 'asked-for'
const marked = (url: string) => `${url}${url.includes('?') ? '&' : '?'}${MARK}=1`

/** The names that a page looks for in the query of its own address: others may be in addresses that it leads back to. */
const namesReadBy = async (url: string): Promise<string[]> => {
  const names = new Set<string>()
  const { get: getOne, getAll: getEach, has } = URLSearchParams.prototype
  const noted = <Rest extends unknown[], T>(read: (name: string, ...rest: Rest) => T) =>
    function (this: URLSearchParams, name: string, ...rest: Rest): T {
      if (has.call(this, MARK)) names.add(name)
      return read.call(this, name, ...rest)
    }
  Object.assign(URLSearchParams.prototype, { get: noted(getOne), getAll: noted(getEach), has: noted(has) })
  try {
    expectCivil(await get(server.app, marked(url)))
  } finally {
    Object.assign(URLSearchParams.prototype, { get: getOne, getAll: getEach, has })
  }
  return [...names]
}

/** The address with one name said twice, in place of what it says. */
const withTwice = (url: string, name: string, value: string): string => {
  const { pathname, searchParams } = new URL(url, 'http://shop')
  searchParams.delete(name)
  searchParams.append(name, value)
  searchParams.append(name, value)
  return `${pathname}?${searchParams.toString()}`
}

/** Each name and each odd text at least once; which of them meet differs from page to page, so that all do somewhere. */
const oddly = (names: readonly string[], page: number): (readonly [name: string, text: string])[] =>
  Array.from({ length: names.length === 0 ? 0 : Math.max(names.length, oddTexts.length) }, (_, turn) => [
    names[turn % names.length] ?? '',
    oddTexts[(turn + page) % oddTexts.length] ?? '',
  ])

describe('a query that no link of ours has is answered civilly:', () => {
  it.each(addresses.map((address, page) => [address, page] as const))(
    '%s',
    { timeout: 60_000 },
    async (address, page) => {
      const url = found(address)
      const names = await namesReadBy(url)
      const urls = oddly(names, page).map(([name, text]) => withTwice(url, name, text))
      await getAll(server.app, urls, expectCivil)
    },
  )
})
