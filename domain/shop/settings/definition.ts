import type { z } from 'zod'

/** Settings that belong together, in the order in which they are shown. */
export const settingGroups = ['shop', 'documents', 'content', 'orders', 'returns', 'figures', 'people'] as const
export type SettingGroup = (typeof settingGroups)[number]

/** Where there is no other value: one that could be set, or null, which nobody can. */
export type Definition<Schema extends z.ZodType = z.ZodType> = {
  readonly group: SettingGroup
  /** `store`: each store may have another value than the shop. */
  readonly scope: 'shop' | 'store'
  /** What can be set. Its control follows from it. */
  readonly schema: Schema
  readonly default: z.output<Schema> | null
  /** How it is chosen or shown, where the schema does not say it. */
  readonly kind?: 'colour' | 'language'
  /** What a number counts. */
  readonly unit?: 'days' | 'minutes'
}

/** One setting, with the type of its values. */
export const setting = <const D extends Definition>(definition: D): D => definition
