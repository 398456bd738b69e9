import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { locales } from '../../api/display.ts'
import { commands } from '../../api/index.ts'
import { languages } from '../../api/text/languages.ts'
import { localViewer } from '../../bin/local-viewer.ts'
import { deciders } from '../../domain/index.ts'
import { currencies } from '../../domain/shared/currency.ts'
import { timeZones } from '../../domain/shared/time-zone.ts'
import { definitions } from '../../domain/shop/settings/definitions.ts'
import { positionToken } from '../../eventstore/event-store.ts'
import { projections } from '../../projections/index.ts'
import { nonsense, sends } from '../support/command-forms.ts'
import { demoDatabase } from '../support/demo-database.ts'
import { addresses, demoValues, findDemo } from '../support/demo-pages.ts'
import { type Form, readPage } from '../support/html-page.ts'
import { assets } from '../support/sample-shell.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { outsideCatalogue, STRANGE, strangeLanguage, withoutDigits } from '../support/strange-language.ts'
import { brokenIn, faultsOf } from '../support/valid-html.ts'

let server: TestServer
let found: (address: string) => string

beforeAll(async () => {
  // A language more is a line of the table.
  Object.assign(languages, { el: strangeLanguage })
  server = await startServer(undefined, undefined, { database: demoDatabase })
  found = await findDemo(server.shop)
  await server.caughtUp()
}, 120_000)
afterAll(async () => {
  Reflect.deleteProperty(languages, 'el')
  await server.close()
})

const served = new Set(assets.files.keys())

const expectSound = async (markup: string) => {
  expect(await faultsOf(markup)).toEqual([])
  expect(brokenIn(markup, served)).toEqual([])
}

/** One form of each command: the page that shows it again is the same wherever it was sent from. */
const onceEach = () => {
  const before = new Set<string>()
  return (forms: readonly Form[]): readonly Form[] =>
    forms.filter(form => {
      const command = commands.find(route => sends(route, form))?.command
      if (command === undefined || before.has(command)) return false
      before.add(command)
      return true
    })
}
const stillToRefuse = onceEach()

describe('is valid HTML that works under the policy of the server, with and without a refusal:', () => {
  for (const address of addresses)
    it(address, async () => {
      const { status, body } = await server.get(found(address))
      expect(status).toBe(200)
      await expectSound(body)
      for (const form of stillToRefuse(readPage(address, body).forms)) {
        const refused = await server.submit(form.action, nonsense(form))
        expect(refused.status, form.action).toBe(422)
        await expectSound(refused.body)
      }
    })
})

const stillToTranslate = onceEach()
const inLanguage = (language: string) => ({ accept: 'text/html', 'accept-language': language })

const ownName = (locale: string) =>
  new Intl.DisplayNames(locale, { type: 'language', languageDisplay: 'standard' }).of(locale)

/** What is neither a sentence nor made by Intl: values of the shop, and what is called the same in every language. */
let values = ''
beforeAll(async () => {
  const { events } = await server.shop.store.readAll({ limit: 10_000 })
  const told = events.map(
    ({ stream, id, type, data, metadata }) => `${stream} ${id} ${type} ${JSON.stringify({ data, metadata })}`,
  )
  const types = Object.values(deciders).flatMap(({ events }) => Object.keys(events))
  const spaced = types.map(type => type.replace(/\B[A-Z]/g, ' $&'))
  const tables = projections.flatMap(({ name, tables }) => [
    name,
    ...Object.entries<{ columns: object }>(tables).flatMap(([table, { columns }]) => [table, ...Object.keys(columns)]),
  ])
  // The key of a rule in the history of its role.
  const rules = events.flatMap(({ type, data }) =>
    type === 'RuleSet'
      ? [['area', 'thing', 'action'].map(name => String(Reflect.get(Object(data), name))).join('/')]
      : [],
  )
  const stores = events.flatMap(({ type, stream }) => (type === 'StoreOpened' ? [stream.slice('store-'.length)] : []))
  const prices = stores.flatMap(store =>
    currencies.flatMap(currency => [`${store}/${currency}`, `${store} ${currency}`]),
  )
  const currencyNames = ['en', 'de'].flatMap(locale => {
    const names = new Intl.DisplayNames(locale, { type: 'currency' })
    return currencies.map(currency => names.of(currency) ?? currency)
  })
  const places = [
    ...timeZones,
    ...timeZones.map(zone => zone.replaceAll('_', ' ').replaceAll('/', '\n')),
    ...locales.map(ownName),
  ]
  values = [
    demoValues,
    // As they are looked for: without what has digits in it.
    withoutDigits(demoValues),
    ...told,
    ...addresses,
    ...types,
    ...spaced,
    ...tables,
    ...prices,
    ...currencyNames,
    ...rules,
    ...locales,
    ...places,
    localViewer.name,
    definitions.shopName.default,
  ].join('\n')
})

describe('is in the language of its reader alone:', () => {
  for (const address of addresses)
    it(address, async () => {
      const german = await server.get(found(address), inLanguage('de-AT'))
      expect(german.status).toBe(200)
      expect(german.body).toContain('<html lang="de-AT">')
      await expectSound(german.body)
      const strange = await server.get(found(address), inLanguage(STRANGE))
      expect(strange.body).toContain(`<html lang="${STRANGE}">`)
      expect(outsideCatalogue(strange.body, values)).toEqual([])
      for (const form of stillToTranslate(readPage(address, strange.body).forms)) {
        const typed = nonsense(form)
        const refused = await server.submit(form.action, typed, inLanguage(STRANGE))
        expect(refused.status, form.action).toBe(422)
        expect(outsideCatalogue(refused.body, `${values}\n${Object.values(typed).join('\n')}`)).toEqual([])
      }
    })
})

/** Every attribute whose value begins as an address of ours does, whatever its name: nobody has to list them. */
const addressesIn = (markup: string): readonly string[] =>
  [...markup.matchAll(/\s([\w:-]+)=(?:"(\/[^"]*)"|'(\/[^']*)')/g)].flatMap(([, name = '', double, single]) =>
    NO_ADDRESSES.includes(name) ? [] : (double ?? single ?? []),
  )
/** The key that leads to a search is `/`, and what a form is about is a value of it. */
const NO_ADDRESSES = ['title', 'data-shortcut', 'value']

describe('in a shop of the past leads nowhere else:', () => {
  let past = ''
  beforeAll(async () => {
    const asked = await server.send('/api/as-of', { position: positionToken(await server.shop.store.head()) })
    past = `/as-of/${(asked.json() as { id: string }).id}`
    await vi.waitFor(async () => expect((await server.get(`${past}/`)).status).toBe(200), 60_000)
  }, 60_000)

  /** What is the same in every shop, the way back, and what is done with the shops of the past themselves. */
  const isMeant = (address: string) => /^\/(?:assets\/|(?:api\/)?as-of(?:\/|$))/.test(address)
  const leadsOut = (address: string): boolean =>
    address.startsWith(`${past}/`) ? isMeant(address.slice(past.length)) : !isMeant(address)
  const expectWithin = (markup: string) => {
    expect(addressesIn(markup).length).toBeGreaterThan(10)
    expect(addressesIn(markup).filter(leadsOut)).toEqual([])
  }

  for (const address of addresses)
    it(address, async () => {
      const { status, body } = await server.get(`${past}${found(address)}`)
      expect([200, 403]).toContain(status)
      expectWithin(body)
    })

  it('also while it is followed', async () => {
    const origin = await server.app.listen({ host: '127.0.0.1', port: 0 })
    const leaving = new AbortController()
    const { body } = await fetch(`${origin}/live?of=${past}/events`, { signal: leaving.signal })
    let told = ''
    for await (const chunk of body ?? []) {
      told += Buffer.from(chunk).toString()
      if (told.includes('data:') && told.endsWith('\n\n')) break
    }
    leaving.abort()
    expectWithin(told)
  })
})
