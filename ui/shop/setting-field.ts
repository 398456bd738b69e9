import type { settingsCommands } from '../../api/shop/settings.ts'
import { definitionOf, type SettingKey } from '../../domain/shop/settings/definitions.ts'
import { SHOP } from '../../domain/shop/settings.ts'
import type { ShopSettings } from '../../projections/shop/settings.ts'
import { badge } from '../components/badge.ts'
import { actorIn, actorName } from '../components/history.ts'
import { ago } from '../components/time.ts'
import { type Html, html } from '../html.ts'
import type { FieldOptions } from '../kit/control.ts'
import type { FieldsOf } from '../kit/fields.ts'
import { replayHref } from '../thing.ts'
import type { Words } from '../words.ts'
import { languageOptions } from './language-options.ts'
import { settingName, settingValue } from './setting-words.ts'

/** Settings as they are looked at from the shop or from a store. */
export type Looked = { readonly id: string; readonly all: ShopSettings }

/** What would hold if nothing were set here. */
const above = ({ id, all }: Looked, key: SettingKey): unknown => (id === SHOP ? definitionOf(key).default : all.of(key))

/** Drawn as `#1d4ed8` is typed: a style would not pass the policy of the page. */
const swatch = (colour: string): Html =>
  html`<svg class="swatch" viewBox="0 0 1 1" aria-hidden="true"><rect width="1" height="1" fill="${colour}"/></svg>`

const shownValue = (words: Words, key: SettingKey, value: unknown): Html =>
  html`${definitionOf(key).kind === 'colour' && typeof value === 'string' && swatch(value)}<strong>${settingValue(words, key, value)}</strong>`

/** Where it was set, by whom and when; or where it has its value from. */
const origin = (words: Words, { id, all }: Looked, key: SettingKey): Html => {
  const { text } = words
  const row = all.at(key, id)
  if (row === undefined)
    return badge(
      text(all.sourceOf(key) === 'default' || id === SHOP ? 'configuration.default' : 'configuration.ofShop'),
      'neutral',
    )
  const by = html`<a href="${replayHref({ category: 'settings', id })}">${actorName(words, actorIn(row))}, ${ago(words, row.changedAt)}</a>`
  return html`${badge(text('configuration.setHere'), 'info')} <span class="quiet">${by}</span>`
}

/** What holds where nothing is set here, as a choice. */
const insteadOf = (words: Words, looked: Looked, key: SettingKey): string =>
  words.text(looked.id === SHOP ? 'configuration.useDefault' : 'configuration.useShop', {
    value: settingValue(words, key, above(looked, key)),
  })

/** Takes the value away, and saves the rest as it is typed. */
const reset = (words: Words, looked: Looked, key: SettingKey): Html | undefined => {
  if (looked.all.at(key, looked.id) === undefined) return undefined
  const label = insteadOf(words, looked, key)
  return html`<button class="button plain" name="reset" value="${key}" aria-label="${settingName(words, key)}: ${label}">${label}</button>`
}

const optionsOf = (words: Words, looked: Looked, key: SettingKey): FieldOptions => {
  const { kind, unit } = definitionOf(key)
  const held = settingValue(words, key, above(looked, key))
  const label = settingName(words, key)
  const hint = words.text(`hint.values.${key}`)
  if (kind === 'language') return { label, hint, options: languageOptions(words), none: insteadOf(words, looked, key) }
  return {
    label,
    hint,
    placeholder: held,
    mono: kind === 'colour',
    unit: unit && words.text(`configuration.unit.${unit}`),
  }
}

const stateOf = (words: Words, looked: Looked, key: SettingKey, more?: Html): Html => {
  const { id, all } = looked
  const value = all.of(key, id === SHOP ? undefined : id)
  return html`<p class="setting-state">${shownValue(words, key, value)} ${origin(words, looked, key)}${more}</p>`
}

/** One setting with what holds now; `draw` for those who may change it. */
export const settingRow = (
  words: Words,
  looked: Looked,
  key: SettingKey,
  draw: FieldsOf<typeof settingsCommands.ChangeSettings>['field'] | undefined,
): Html =>
  draw === undefined
    ? html`<div class="setting" data-setting>
<p><strong>${settingName(words, key)}</strong></p><p class="hint">${words.text(`hint.values.${key}`)}</p>${stateOf(words, looked, key)}</div>`
    : html`<div class="setting" data-setting>
${draw(`values.${key}`, optionsOf(words, looked, key))}${stateOf(words, looked, key, reset(words, looked, key))}</div>`
