import { describe, expect, it } from 'vitest'
import { store } from '../../../domain/shop/store.ts'
import { storeUndo } from '../../../domain/shop/store-undo.ts'
import { given } from '../../support/given.ts'

const claimed = { claimed: { 'store-name': 'store-name.5f' } }
const asked = {
  name: 'Germany',
  timeZone: 'Europe/Berlin',
  languages: ['de', 'en'],
  language: 'de',
  currencies: ['EUR'],
  currency: 'EUR',
  countries: ['DE', 'AT'],
  priceMode: 'gross',
  taxRounding: 'line',
  sender: null,
} as const
type Asked = Parameters<typeof store.decide.OpenStore>[1]
const data = (over: Partial<Asked> = {}): Asked => ({ ...structuredClone(asked), ...over }) as Asked
const opened = { type: 'StoreOpened' as const, data: { ...data(), nameClaim: 'store-name.5f' } }
const open = (over: Partial<Asked> = {}) => ({ type: 'OpenStore' as const, data: data(over) })
const edit = (over: Partial<Parameters<typeof store.decide.EditStore>[1]> = {}) => ({
  type: 'EditStore' as const,
  data: { ...data(), ...over },
})
const off = { type: 'StoreDeactivated' as const, data: {} }

describe('opening a store', () => {
  it('says where it is, what it speaks and what it is paid in', () =>
    given(store, 'DE').when(open(), claimed).then(opened))
  it('is refused where there is one', () =>
    given(store, 'DE', opened).when(open(), claimed).thenRejected('StoreExists', 'id'))
  it.each(['D', 'de', 'DE-1', 'DE__AT', '_DE', 'D E'])('is refused under the key %s', id =>
    given(store, id).when(open(), claimed).thenRejected('StoreKeyMalformed', 'id'),
  )
  it('needs the language and the currency it falls back on among those it has', () => {
    given(store, 'DE')
      .when(open({ language: 'fr', currency: 'CHF' }), claimed)
      .thenAllRejected(['StoreDefaultNotChosen', 'language'], ['StoreDefaultNotChosen', 'currency'])
  })
  it('names everything once', () =>
    given(store, 'DE')
      .when(open({ languages: ['de', 'en', 'de'], currencies: ['EUR', 'EUR'], countries: ['DE', 'AT', 'DE'] }), claimed)
      .then(opened))
  it('spells languages their one way, and refuses what is none', () => {
    const languages = (tag: string) => store.commands.OpenStore.safeParse(data({ languages: [tag] }))
    expect(languages('DE-ch').data?.languages).toEqual(['de-CH'])
    for (const tag of ['', 'german', 'de_CH', 'de-u-co-phonebk', 'x-klingon'])
      expect(languages(tag).success).toBe(false)
  })
  it('sells to countries that there are, by their codes', () => {
    const countries = (country: string) => store.commands.OpenStore.safeParse(data({ countries: [country] }))
    expect(countries('Austria').data?.countries).toEqual(['AT'])
    for (const country of ['XX', 'ZZ', 'Atlantis', '']) expect(countries(country).success).toBe(false)
  })
  it('claims its name however it is spelled', () => {
    const claims = (name: string) => store.claims?.OpenStore?.(data({ name }), 'DE').map(({ value }) => value)
    expect(claims(' GERMANY ')).toEqual(claims('germany'))
  })
})

describe('recording that there was a store', () => {
  const record = { type: 'RecordStore' as const, data: data() }
  it('opens it', () => given(store, 'DE').when(record, claimed).then(opened))
  it('leaves it as it is now', () => given(store, 'DE', opened, off).when(record, claimed).thenNothing())
})

describe('editing a store', () => {
  it('says what is otherwise, each by itself', () =>
    given(store, 'DE', opened)
      .when(
        edit({
          timeZone: 'Europe/Vienna',
          languages: ['de'],
          currencies: ['EUR', 'CHF'],
          countries: [],
          priceMode: 'net',
          sender: 'shop@example.com',
          removing: true,
        }),
        claimed,
      )
      .then(
        { type: 'StoreTimeZoneChanged', data: { timeZone: 'Europe/Vienna' } },
        { type: 'StoreLanguagesSet', data: { languages: ['de'], language: 'de' } },
        { type: 'StoreCurrenciesSet', data: { currencies: ['EUR', 'CHF'], currency: 'EUR' } },
        { type: 'StoreCountriesSet', data: { countries: [] } },
        { type: 'StoreTaxingSet', data: { priceMode: 'net', taxRounding: 'line' } },
        { type: 'StoreSenderSet', data: { sender: 'shop@example.com' } },
      ))
  it('gives up the name before', () =>
    given(store, 'DE', opened)
      .when(edit({ name: 'Germany and Austria' }), { claimed: { 'store-name': 'store-name.9d' } })
      .then({
        type: 'StoreRenamed',
        data: { name: 'Germany and Austria', nameClaim: 'store-name.9d', released: 'store-name.5f' },
      }))
  it('does nothing the second time', () => given(store, 'DE', opened).when(edit(), claimed).thenNothing())
  it('needs a store, and what it falls back on', () => {
    given(store, 'DE').when(edit(), claimed).thenRejected('StoreUnknown')
    given(store, 'DE', opened)
      .when(edit({ languages: ['en'] }), claimed)
      .thenRejected('StoreDefaultNotChosen', 'language')
  })
  it('is taken back by the fields before', () => {
    const { EditStore: back } = storeUndo
    const was = { status: 'active' as const, nameClaim: 'store-name.5f', ...data() }
    expect(typeof back === 'function' && back(was, [])).toEqual({
      type: 'EditStore',
      data: { ...data(), removing: true },
    })
  })
  it('takes nothing away unless that is said to be meant, and names what', () => {
    const less = { languages: ['de'], currencies: ['CHF' as const], currency: 'CHF' as const, countries: ['CH', 'DE'] }
    given(store, 'DE', opened)
      .when(edit(less), claimed)
      .thenAllRejected(
        ['StoreRemovalUnconfirmed', 'languages'],
        ['StoreRemovalUnconfirmed', 'currencies'],
        ['StoreRemovalUnconfirmed', 'countries'],
      )
    given(store, 'DE', opened)
      .when(edit({ ...less, removing: true }), claimed)
      .then(
        { type: 'StoreLanguagesSet', data: { languages: ['de'], language: 'de' } },
        { type: 'StoreCurrenciesSet', data: { currencies: ['CHF'], currency: 'CHF' } },
        { type: 'StoreCountriesSet', data: { countries: ['CH', 'DE'] } },
      )
  })
  it('takes no country away by selling everywhere, but all others by selling to some', () => {
    const everywhere = { type: 'StoreCountriesSet' as const, data: { countries: [] } }
    given(store, 'DE', opened)
      .when(edit({ countries: [] }), claimed)
      .then(everywhere)
    given(store, 'DE', opened, everywhere)
      .when(edit({ countries: ['DE'] }), claimed)
      .thenRejected('StoreNarrowingUnconfirmed', 'countries')
  })
})

describe('deactivating and activating a store', () => {
  const deactivate = { type: 'DeactivateStore' as const, data: {} }
  const activate = { type: 'ActivateStore' as const, data: {} }
  it('goes back and forth', () => {
    given(store, 'DE', opened).when(deactivate).then(off)
    given(store, 'DE', opened, off).when(activate).then({ type: 'StoreActivated', data: {} })
  })
  it('does nothing the second time', () => {
    given(store, 'DE', opened, off).when(deactivate).thenNothing()
    given(store, 'DE', opened).when(activate).thenNothing()
  })
  it('needs a store', () => {
    given(store, 'DE').when(deactivate).thenRejected('StoreUnknown')
    given(store, 'DE').when(activate).thenRejected('StoreUnknown')
  })
})
