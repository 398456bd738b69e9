import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { displayOf, locales } from '../../api/display.ts'
import { localViewer } from '../../bin/local-viewer.ts'
import { timeZones } from '../../domain/shared/time-zone.ts'
import { typedDecimal } from '../../domain/shared/typed-number.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { sent } from '../ui/shop.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
  await sent(server, '/api/products', { id: 'LAMP', names: { en: 'Lamp', de: 'Lampe' } })
})
afterAll(() => server.close())

const of = (cookie: string) => displayOf({ headers: { cookie } })
const cookieOf = (headers: Record<string, unknown>): string => [headers['set-cookie']].flat().map(String)[0] ?? ''
const page = async (path: string, cookie: string) => (await server.get(path, { accept: 'text/html', cookie })).body

describe('what a browser keeps of how times and numbers are read', () => {
  it('is a language with its place and a time zone, each alone, too', () => {
    expect(of('a=b; daybook-display=de-DE:America/Argentina/Ushuaia; c=d')).toEqual({
      locale: 'de-DE',
      timeZone: 'America/Argentina/Ushuaia',
    })
    expect(of('daybook-display=:Asia/Tokyo')).toEqual({ timeZone: 'Asia/Tokyo' })
    expect(of('daybook-display=en-US:')).toEqual({ locale: 'en-US' })
  })

  it('is nothing where it can be none of those', () => {
    for (const hostile of [
      'xx:Mars/Olympus',
      '__proto__:constructor',
      `${'e'.repeat(500)}:UTC`,
      ':',
      '',
      'de-DE',
      '%00:%00',
    ])
      expect(of(`daybook-display=${hostile}`)).toEqual({})
    expect(of('daybook-display=de-DE:Mars/Olympus')).toEqual({ locale: 'de-DE' })
    expect(displayOf({ headers: {} })).toEqual({})
  })
})

describe('the choice', () => {
  it('is kept by the browser, twice as well as once, and is undone by choosing nothing', async () => {
    const choice = { locale: 'de-DE', timeZone: 'Asia/Tokyo' }
    for (const _ of [1, 2]) {
      const { status, headers, json } = await server.send('/api/display', choice)
      expect([status, json()]).toEqual([200, choice])
      expect(cookieOf(headers)).toMatch(
        /^daybook-display=de-DE:Asia\/Tokyo; Path=\/; Max-Age=31536000; HttpOnly; SameSite=Lax$/,
      )
    }
    const { status, headers } = await server.submit('/api/display', { locale: '', timeZone: '' })
    expect([status, headers['location']]).toEqual([303, '/settings'])
    expect(cookieOf(headers)).toMatch(/^daybook-display=:; Path=\/; Max-Age=0/)
  })

  it('is refused where it can be none, with what to choose', async () => {
    for (const bad of [
      { timeZone: 'Mars/Olympus' },
      { timeZone: 'UTC\u0000' },
      { timeZone: 5 },
      { timeZone: 'x'.repeat(99) },
    ])
      expect((await server.send('/api/display', bad)).json()).toMatchObject({
        status: 422,
        errors: [{ field: 'timeZone' }],
      })
    expect((await server.send('/api/display', { locale: 'tlh' })).json()).toMatchObject({
      errors: [{ field: 'locale' }],
    })
    const refused = await server.submit('/api/display', { timeZone: 'Mars/Olympus' })
    expect(refused.status).toBe(422)
    expect(refused.headers['set-cookie']).toBeUndefined()
    expect(refused.body).toContain('Choose a time zone of the list')
  })
})

describe('a page', () => {
  it('names the zone of its times once, whatever the cookie says', async () => {
    const named = async (cookie: string) => (await page('/products', cookie)).match(/Times are in [^.]+\./g)
    expect(await named('daybook-display=:America/New_York')).toEqual(['Times are in America/New York.'])
    const here = localViewer.timeZone.replaceAll('_', ' ')
    expect(await named('daybook-display=x:Mars/Olympus')).toEqual([`Times are in ${here}.`])
    const events = await page('/activity', 'daybook-display=:Pacific/Kiritimati')
    expect(events).toContain('GMT+14')
  })

  it('is in the language that was chosen, else in one that the browser asks for, else in English', async () => {
    const languageOf = async (headers: Record<string, string>) =>
      /<html lang="([^"]*)">/.exec((await server.get('/', { accept: 'text/html', ...headers })).body)?.[1]
    const asked = { 'accept-language': 'fr, de-AT;q=0.9, en;q=0.8' }
    expect(await languageOf({})).toBe('en-GB')
    expect(await languageOf(asked)).toBe('de-AT')
    expect(await languageOf({ ...asked, cookie: 'daybook-display=en-US:UTC' })).toBe('en-US')
    expect(await languageOf({ ...asked, cookie: 'daybook-display=:UTC' })).toBe('de-AT')
    expect(await languageOf({ 'accept-language': 'fr-FR, fr;q=0.5' })).toBe('en-GB')
  })

  it('is kept by nobody who could show it to somebody of another language', async () => {
    const { headers } = await server.get('/')
    expect(headers['vary']).toContain('Accept-Language')
  })

  it('shows numbers as the format has them, and has them typed so', async () => {
    const cookie = 'daybook-display=de-DE:UTC'
    const path = '/products/LAMP/prices'
    const priced = await server.submit(
      `/api${path}`,
      { 'prices.0.store': 'DE', 'prices.0.currency': 'EUR', 'prices.0.gross': '1.234,50' },
      { cookie },
    )
    expect([priced.status, priced.status === 303 ? '' : priced.body]).toEqual([303, ''])
    await server.caughtUp()
    expect(await page('/products/LAMP', cookie)).toMatch(/1\.234,50\s€/)
    expect(await page('/products/LAMP', 'daybook-display=en-GB:UTC')).toContain('€1,234.50')
  })
})

describe('every zone that can be chosen', () => {
  it('is known to the database, which reckons its days', async () => {
    const { rows } = await server.shop.pool.query<{ name: string }>('select name from pg_timezone_names')
    const known = new Set(rows.map(({ name }) => name))
    expect(timeZones.length).toBeGreaterThan(300)
    expect(timeZones.filter(zone => !known.has(zone))).toEqual([])
  })

  it('has days that a list can be asked for, on which what is shown happened', async () => {
    for (const zone of ['UTC', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'America/St_Johns']) {
      const cookie = `daybook-display=:${zone}`
      const day = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(new Date())
      const list = await page(`/activity?at.from=${day}&at.to=${day}`, cookie)
      expect(list).toContain('LAMP')
    }
  })
})

it.each([...locales])('a number that is written as in %s can be typed so', locale => {
  const written = new Intl.NumberFormat(locale).format(1_234_567.5)
  expect(typedDecimal(written, locale)).toBe('1234567.5')
  expect(typedDecimal('0'.concat(written.at(-2) ?? '', '5'), locale)).toBe('0.5')
})
