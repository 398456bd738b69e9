import { describe, expect, it } from 'vitest'
import { foldStream } from '../../../projections/engine/fold/stream.ts'
import { settings, settingsFrom } from '../../../projections/shop/settings.ts'
import { happened, on } from '../../support/projections.ts'

const set = (setting: string, value: string | number) => ({ type: 'SettingSet' as const, data: { setting, value } })
const reset = (setting: string) => ({ type: 'SettingReset' as const, data: { setting } })

const log = happened(
  on('settings-shop', set('returnDays', 30), set('figureDays', 60), set('returnDays', 40), set('gone', 1)),
  on('settings-DE', set('returnDays', 14)),
  on('settings-UK', set('returnDays', 7), reset('returnDays'), reset('neverSet')),
)
const rows = foldStream(settings, log)
const all = settingsFrom(rows.setting)

describe('settings', () => {
  it('are kept with who set them where, until they are taken back', () => {
    expect(rows.setting?.map(row => [row['place'], row['setting'], row['value']])).toEqual([
      ['shop', 'returnDays', 40],
      ['shop', 'figureDays', 60],
      ['shop', 'gone', 1],
      ['DE', 'returnDays', 14],
    ])
    expect(rows.setting?.[3]).toMatchObject({ actorId: expect.any(String), actorKind: 'user' })
    expect(rows.setting_place).toMatchObject([
      { place: 'shop', revision: 3 },
      { place: 'DE', revision: 0 },
      { place: 'UK', revision: 2 },
    ])
  })

  it('are a store’s own, else the shop’s, else the default', () => {
    expect(['DE', 'UK', undefined].map(store => all.of('returnDays', store))).toEqual([14, 40, 40])
    expect(['DE', 'UK', undefined].map(store => all.sourceOf('returnDays', store))).toEqual(['store', 'shop', 'shop'])
    expect([all.of('figureDays', 'DE'), all.of('shopName', 'DE')]).toEqual([60, 'Daybook'])
    expect(all.sourceOf('shopName')).toBe('default')
    expect(all.at('returnDays', 'DE')?.value).toBe(14)
    expect(all.at('returnDays', 'UK')).toBeUndefined()
  })
})
