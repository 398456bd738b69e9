import type { Kysely } from 'kysely'
import type { Actor } from '../../domain/decider.ts'
import {
  definitionOf,
  type SettingKey,
  type SettingValue,
  settingKeys,
} from '../../domain/shop/settings/definitions.ts'
import { type Places, type Source, sourceOf, valueOf } from '../../domain/shop/settings/values.ts'
import { SHOP } from '../../domain/shop/settings.ts'
import type { Viewer } from '../../domain/viewer.ts'
import type { Database } from '../database.ts'
import { type ProjectedEvent, projection, type TablesOf, type Writers } from '../engine/model/projection.ts'
import { integer, json, nullable, type Stored, table, text, timestamp } from '../engine/model/table.ts'

const tables = {
  /** What is set, at the shop or at a store; what is not has no row. */
  setting: table({
    key: ['place', 'setting'],
    columns: {
      place: text(),
      setting: text(),
      value: json<unknown>(),
      actorId: text(),
      actorKind: text<Actor['kind']>(),
      actorOwner: nullable(text()),
      changedAt: timestamp(),
    },
  }),
  /** The revision that forms send back. */
  setting_place: table({ key: ['place'], columns: { place: text(), changedAt: timestamp(), revision: integer() } }),
}

type Happened = Pick<ProjectedEvent, 'id' | 'at' | 'actor' | 'revision'>

const revised = ({ id, at, revision }: Happened, { setting_place }: Writers<typeof tables>) =>
  setting_place.put({ place: id, changedAt: at, revision })

const who = ({ actor }: Happened) => ({
  actorId: actor.id,
  actorKind: actor.kind,
  actorOwner: actor.owner ?? null,
})

export const settings = projection({
  name: 'settings',
  version: 1,
  tables,
  on: {
    SettingSet: (event, written) => {
      const { setting, value } = event.data
      const row = { place: event.id, setting, value, ...who(event), changedAt: event.at }
      return [written.setting.put(row), revised(event, written)]
    },
    SettingReset: (event, written) => [
      written.setting.remove({ place: event.id, setting: event.data.setting }),
      revised(event, written),
    ],
  },
})

declare module '../database.ts' {
  interface Database extends TablesOf<typeof settings> {}
}

export type SettingRow = Stored<(typeof tables)['setting']['columns']>

/** Everything that is set in a shop. */
export type ShopSettings = {
  /** What holds at a store, or in the whole shop. */
  readonly of: <K extends SettingKey>(key: K, store?: string) => SettingValue<K>
  /** Where that is set. */
  readonly sourceOf: (key: SettingKey, store?: string) => Source
  /** How a setting came to be what it is at a place; undefined where it was not set there. */
  readonly at: (key: SettingKey, place: string) => SettingRow | undefined
}

/** Settings by what is recorded of them. */
export const settingsFrom = (rows: readonly SettingRow[]): ShopSettings => {
  const valuesAt = (place: string) =>
    Object.fromEntries(rows.filter(row => row.place === place).map(({ setting, value }) => [setting, value]))
  const shop = valuesAt(SHOP)
  const placesOf = (store: string | undefined): Places => ({
    shop,
    store: store === undefined ? store : valuesAt(store),
  })
  return {
    of: (key, store) => valueOf(key, placesOf(store)),
    sourceOf: (key, store) => sourceOf(key, placesOf(store)),
    at: (key, place) => rows.find(row => row.place === place && row.setting === key),
  }
}

/** All settings in one small query. All stores share them: whoever sees a store sees how it works. */
export const readSettings = async (_viewer: Viewer, db: Kysely<Database>): Promise<ShopSettings> =>
  settingsFrom(await db.selectFrom('setting').selectAll().execute())

/** Of the stream of a place; null where nothing was ever set. */
const readRevision = async (db: Kysely<Database>, place: string): Promise<number | null> => {
  const row = await db.selectFrom('setting_place').select('revision').where('place', '=', place).executeTakeFirst()
  return row?.revision ?? null
}

const isPlace = async (db: Kysely<Database>, id: string): Promise<boolean> =>
  id === SHOP || (await db.selectFrom('store').select('store').where('store', '=', id).executeTakeFirst()) !== undefined

/** What can be set at a place. */
export const settingsAt = (place: string): readonly SettingKey[] =>
  settingKeys.filter(key => place === SHOP || definitionOf(key).scope === 'store')

/** All settings, as they are looked at from the shop or from a store by its key; undefined for a store that there is not. */
export const readSettingsAt = async (viewer: Viewer, db: Kysely<Database>, id: string) => {
  const [all, revision, isThere] = await Promise.all([readSettings(viewer, db), readRevision(db, id), isPlace(db, id)])
  return isThere ? { id, revision, all } : undefined
}

/** What holds at the shop or at a store, and where each is set. */
export const readSettingsRecord = async (viewer: Viewer, db: Kysely<Database>, id: string) => {
  const found = await readSettingsAt(viewer, db, id)
  if (found === undefined) return undefined
  const { all, revision } = found
  const store = id === SHOP ? undefined : id
  const values = settingsAt(id).map(key => [key, all.of(key, store)] as const)
  const from = settingsAt(id).map(key => [key, all.sourceOf(key, store)] as const)
  return { id, revision, values: Object.fromEntries(values), from: Object.fromEntries(from) }
}
