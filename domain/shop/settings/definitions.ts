import { z } from 'zod'
import { AskedInk } from '../../shared/colour.ts'
import { AskedLanguage } from '../../shared/language.ts'
import { FIRST_LANGUAGE } from '../../shared/locale.ts'
import { named } from '../../shared/name.ts'
import { type Definition, setting } from './definition.ts'

/** Up to ninety days. */
const minutes = z.int().min(0).max(129_600)

/** An address as it stands on a letter. */
const lines = z.string().trim().min(1).max(500)

/**
 * Everything that can be set, by the name under which events keep it: never rename a key. One that is taken out is passed over
 * in older logs.
 */
export const definitions = {
  /** How the back office calls itself. */
  shopName: setting({ group: 'shop', scope: 'shop', schema: named(60), default: 'Daybook' }),
  /** Whose documents are: the company as it is registered; null: the shop as it calls itself. */
  legalName: setting({ group: 'documents', scope: 'store', schema: named(255), default: null }),
  /** Where it is, line by line. */
  legalAddress: setting({ group: 'documents', scope: 'store', schema: lines, default: null }),
  /** Of buttons, links and charts; null: those of the style sheet. */
  accentColor: setting({ group: 'shop', scope: 'shop', schema: AskedInk, default: null, kind: 'colour' }),
  /** Of names and texts where nobody says another. */
  contentLanguage: setting({
    group: 'content',
    scope: 'shop',
    schema: AskedLanguage,
    default: FIRST_LANGUAGE,
    kind: 'language',
  }),
  /** So long an order can be changed and cancelled before anything begins. */
  orderGraceMinutes: setting({ group: 'orders', scope: 'store', schema: minutes, default: 120, unit: 'minutes' }),
  /** So long an order by card waits for its money before it is cancelled. */
  cardPaymentMinutes: setting({ group: 'orders', scope: 'store', schema: minutes, default: 60, unit: 'minutes' }),
  /** So many days, each to its end, an order waits for money that is paid before it is sent. */
  prepaymentDays: setting({
    group: 'orders',
    scope: 'store',
    schema: z.int().min(0).max(365),
    default: 10,
    unit: 'days',
  }),
  /** So long a confirmed order waits before it is packed. */
  orderWaitMinutes: setting({ group: 'orders', scope: 'store', schema: minutes, default: 30, unit: 'minutes' }),
  /** So long after it was delivered an order ends. */
  orderClosingMinutes: setting({ group: 'orders', scope: 'store', schema: minutes, default: 60, unit: 'minutes' }),
  /** So many days, each to its end, a draft waits for somebody to work on it before it is abandoned by itself. */
  draftDays: setting({ group: 'orders', scope: 'store', schema: z.int().min(1).max(365), default: 30, unit: 'days' }),
  /** So many days, each to its end, an abandoned draft can be resumed; then what it says of a guest is erased. */
  abandonedDraftDays: setting({
    group: 'orders',
    scope: 'store',
    schema: z.int().min(1).max(365),
    default: 30,
    unit: 'days',
  }),
  /** So many days after it was placed something of an order may come back; null: at any time. */
  returnDays: setting({
    group: 'returns',
    scope: 'store',
    schema: z.int().min(0).max(3650),
    default: null,
    unit: 'days',
  }),
  /** So many days the figures of the dashboard take in. */
  figureDays: setting({
    group: 'figures',
    scope: 'shop',
    schema: z.int().min(7).max(365),
    default: 30,
    unit: 'days',
  }),
  /** So long the link of an invitation leads in. */
  invitationDays: setting({ group: 'people', scope: 'shop', schema: z.int().min(1).max(60), default: 7, unit: 'days' }),
} as const satisfies Readonly<Record<string, Definition>>

type Definitions = typeof definitions
export type SettingKey = keyof Definitions
export const settingKeys = Object.keys(definitions) as readonly SettingKey[]

/** What a setting says: its own values, and null only where its default is. */
export type SettingValue<K extends SettingKey> =
  | z.output<Definitions[K]['schema']>
  | (Definitions[K]['default'] extends null ? null : never)

export const isSetting = (key: string): key is SettingKey => Object.hasOwn(definitions, key)

export const definitionOf = (key: SettingKey): Definition => definitions[key]
