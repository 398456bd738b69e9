import { describe, expect, it } from 'vitest'
import { languages } from '../../../api/text/languages.ts'
import { fold } from '../../../domain/decider.ts'
import { settingIn } from '../../../domain/facts/setting.ts'
import { definitionOf, settingKeys } from '../../../domain/shop/settings/definitions.ts'
import { SHOP, settings, settingsOf } from '../../../domain/shop/settings.ts'
import { given } from '../../support/given.ts'

const change = (values: object) => ({ type: 'ChangeSettings' as const, data: { values } })
const set = (setting: string, value: string | number, was: string | number | null) => ({
  type: 'SettingSet' as const,
  data: { setting, value, was },
})
const reset = (setting: string, was: string | number) => ({ type: 'SettingReset' as const, data: { setting, was } })
const shopHas = (values: object) => ({ facts: [[settingsOf, SHOP, values] as const] })

describe('a setting', () => {
  it.each(settingKeys)('%s has a default that could be set, or that nobody can set', key => {
    const { schema, default: held } = definitionOf(key)
    expect(schema.safeParse(null).success).toBe(false)
    if (held !== null) expect(schema.parse(held)).toBe(held)
  })

  it.each(settingKeys)('%s has a name, a hint and a word for having no value, in every language', key => {
    const wanted = [`field.${key}`, `hint.values.${key}`, `configuration.group.${definitionOf(key).group}`]
    const none = definitionOf(key).default === null ? [`value.settings.${key}.none`] : []
    for (const { sentences } of Object.values(languages))
      for (const text of [...wanted, ...none]) expect(sentences).toHaveProperty([text])
  })
})

describe('changing settings of the shop', () => {
  it('says of each what becomes another, and what held', () =>
    given(settings, SHOP)
      .when(change({ shopName: ' Northwind ', returnDays: 30, figureDays: undefined }))
      .then(set('shopName', 'Northwind', 'Daybook'), set('returnDays', 30, null)))
  it('keeps the lines of an address', () =>
    given(settings, SHOP)
      .when(change({ legalAddress: ' 1 Dock Road\nLondon\n' }))
      .then(set('legalAddress', '1 Dock Road\nLondon', null)))
  it('does nothing when they are so already', () => {
    given(settings, SHOP, set('returnDays', 30, null))
      .when(change({ returnDays: 30 }))
      .thenNothing()
    given(settings, SHOP, set('returnDays', 30, null))
      .when(change({}))
      .thenNothing()
  })
  it('keeps a value that is the default, as the default may become another', () =>
    given(settings, SHOP)
      .when(change({ figureDays: 30 }))
      .then(set('figureDays', 30, 30)))
  it('takes a value away, once', () => {
    const was = set('returnDays', 30, null)
    given(settings, SHOP, was)
      .when(change({ returnDays: null }))
      .then(reset('returnDays', 30))
    given(settings, SHOP, was, reset('returnDays', 30))
      .when(change({ returnDays: null }))
      .thenNothing()
    given(settings, SHOP)
      .when(change({ returnDays: null }))
      .thenNothing()
    const pressed = {
      type: 'ChangeSettings' as const,
      data: { values: { returnDays: 60 }, reset: ['returnDays' as const] },
    }
    given(settings, SHOP, was).when(pressed).then(reset('returnDays', 30))
    given(settings, SHOP).when(pressed).thenNothing()
  })

  it.each([
    ['a setting that there is not', { noSuchThing: 1 }, 'values', 'unrecognized_keys'],
    ['text for a number', { returnDays: 'soon' }, 'values.returnDays', 'invalid_type'],
    ['a part of a day', { returnDays: 1.5 }, 'values.returnDays', 'invalid_type'],
    ['fewer days than there can be', { returnDays: -1 }, 'values.returnDays', 'too_small'],
    ['more days than there can be', { figureDays: 366 }, 'values.figureDays', 'too_big'],
    ['no name', { shopName: ' ' }, 'values.shopName', 'too_small'],
    ['a language that is none', { contentLanguage: 'qq' }, 'values.contentLanguage', 'custom'],
    ['a colour that is none', { accentColor: 'red' }, 'values.accentColor', 'invalid_format'],
    ['a colour in three digits', { accentColor: '#abc' }, 'values.accentColor', 'invalid_format'],
    ['a colour on which white can not be read', { accentColor: '#ffee00' }, 'values.accentColor', 'custom'],
  ])('is refused with %s', (_, values, path, code) => {
    const { error } = settings.commands.ChangeSettings.safeParse({ values })
    expect(error?.issues.map(issue => [issue.path.join('.'), issue.code])).toEqual([[path, code]])
  })
})

describe('changing settings of a store', () => {
  it('says what it has otherwise than the shop', () =>
    given(settings, 'DE')
      .when(change({ returnDays: 14 }), shopHas({ returnDays: 30 }))
      .then(set('returnDays', 14, 30)))
  it('goes back to what the shop has', () =>
    given(settings, 'DE', set('returnDays', 14, 30))
      .when(change({ returnDays: null }), shopHas({ returnDays: 30 }))
      .then(reset('returnDays', 14)))
  it('is refused for what only the shop has, each named', () =>
    given(settings, 'DE')
      .when(change({ shopName: 'Nordwind', returnDays: 14, figureDays: null }))
      .thenAllRejected(['SettingOfShop', 'values.shopName'], ['SettingOfShop', 'values.figureDays']))
  it('needs the store', () => {
    given(settings, 'XX')
      .when(change({ returnDays: 14 }))
      .thenRejected('StoreUnknown')
    given(settings, 'no store')
      .when(change({ returnDays: 14 }))
      .thenRejected('StoreUnknown')
  })
})

describe('a setting as rules of other areas see it', () => {
  const factsOf = (shop: object, store: object) => ({
    of: (_: unknown, id: string) => (id === SHOP ? shop : store) as never,
  })
  it('is the store’s own, else the shop’s, else the default', () => {
    expect(settingIn(factsOf({ returnDays: 30 }, { returnDays: 14 }), 'returnDays', 'DE')).toBe(14)
    expect(settingIn(factsOf({ returnDays: 30 }, {}), 'returnDays', 'DE')).toBe(30)
    expect(settingIn(factsOf({ returnDays: 30 }, { returnDays: 14 }), 'returnDays')).toBe(30)
    expect(settingIn(factsOf({}, {}), 'returnDays', 'DE')).toBeNull()
  })
  it('is never what can not be set any more, nor at a store what only the shop has', () => {
    expect(settingIn(factsOf({ figureDays: 3 }, {}), 'figureDays', 'DE')).toBe(30)
    expect(settingIn(factsOf({ figureDays: 90 }, { figureDays: 60 }), 'figureDays', 'DE')).toBe(90)
  })
  it('is found in a log that has settings which there are no more', () => {
    const at = { at: new Date(0), commandId: 'given' }
    const state = fold(settings.evolve, settings.initial, [
      { ...set('gone', 'so', null), ...at },
      { ...set('returnDays', 7, null), ...at },
      { ...reset('neverSet', 1), ...at },
    ])
    expect(settingIn(factsOf(state.values, {}), 'returnDays')).toBe(7)
  })
})
