import type { Parameters } from '../../domain/decider.ts'
import { definitionOf, isSetting, type SettingKey } from '../../domain/shop/settings/definitions.ts'
import { valueName } from '../kit/labels.ts'
import type { Words } from '../words.ts'

/** A value of a setting as people read it; of none its own word for that. */
export const settingValue = (words: Words, key: SettingKey, value: unknown): string => {
  const { kind, unit } = definitionOf(key)
  if (value === null || value === undefined) return valueName(words, 'settings', key, 'none')
  if (unit !== undefined && typeof value === 'number') return words.text(`configuration.${unit}`, { count: value })
  if (kind === 'language' && typeof value === 'string') return words.format.language(value)
  return valueName(words, 'settings', key, typeof value === 'string' ? value : JSON.stringify(value))
}

export const settingName = ({ text }: Pick<Words, 'text'>, key: SettingKey): string => text(`field.${key}`)

/** What an event of settings tells, as people call it. A setting that there is no more stays as it was written. */
export const settingIn = (words: Words, { setting, value, was }: Parameters): Parameters => {
  if (typeof setting !== 'string' || !isSetting(setting)) return {}
  return {
    setting: settingName(words, setting),
    ...(value === undefined ? {} : { value: settingValue(words, setting, value) }),
    was: settingValue(words, setting, was),
  }
}
