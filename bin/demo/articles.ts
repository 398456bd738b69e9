import { after, DAY, officeMoment, SECOND } from './calendar.ts'
import { departmentOf } from './categories.ts'
import type { Period } from './command.ts'
import { families, type InBoth } from './families.ts'
import type { Random } from './random.ts'
import type { DemoStore } from './stores.ts'

/** What is special about a product: most are ordinary. */
type Fate =
  | 'ordinary'
  | 'draft'
  | 'unpriced'
  | 'uncategorised'
  | 'categorisedLater'
  | 'germanOnly'
  | 'deactivated'
  | 'discontinued'

/** A product of the demo shop and what becomes of it. */
export type Article = {
  readonly sku: string
  readonly names: InBoth
  readonly description: string
  readonly category: string
  /** Its top-level category, which decides on its season. */
  readonly department: string
  /** Prices of one unit with tax; francs without. */
  readonly euros: number
  readonly pounds: number
  readonly francs: number
  readonly fate: Fate
  readonly launched: Date
  /** When it was deactivated or discontinued. */
  readonly retired: Date | null
  /** The stores that may sell it between the two. */
  readonly stores: readonly DemoStore[]
  readonly popularity: number
}

const fates: readonly (readonly [fate: Fate, count: number])[] = [
  ['draft', 4],
  ['unpriced', 3],
  ['uncategorised', 4],
  ['categorisedLater', 4],
  ['germanOnly', 10],
  ['deactivated', 8],
  ['discontinued', 10],
]

const SETTING_UP = 100 * SECOND
const NEW_ARRIVALS = 0.14
const DESCRIBED = 0.93

/** A price that looks like one: just below a round amount. */
const charming = (amount: number, below: number): number => {
  const step = amount < 8 ? 0.5 : 1
  return Math.round(amount / step) * step - below
}
/** What is asked in the store DE, and in the stores UK and CH for the same thing. */
export const inEuros = (euros: number) => charming(euros, 0.1)
export const inPounds = (euros: number) => charming(euros * 0.87, 0.05)
export const inFrancs = (euros: number) => charming(euros * 0.96, 0.1)

const storesOf = (fate: Fate): readonly DemoStore[] => {
  if (fate === 'draft' || fate === 'unpriced') return []
  return fate === 'germanOnly' ? ['DE', 'CH'] : ['DE', 'UK', 'CH']
}

const retirement = (random: Random, fate: Fate, launched: Date, until: Date): Date | null => {
  if (fate !== 'deactivated' && fate !== 'discontinued') return null
  return officeMoment(random, { from: after(launched, 20 * DAY), until })
}

const goods = families.flatMap(({ code, names, euros, variants, ...family }) =>
  variants.map(variant => ({
    ...family,
    sku: `${code}-${variant.code}`,
    names: { en: `${names.en}, ${variant.names.en}`, de: `${names.de}, ${variant.names.de}` },
    euros: inEuros(euros * variant.factor),
    pounds: inPounds(euros * variant.factor),
    francs: inFrancs(euros * variant.factor),
  })),
)

/** The products: most are set up one after the other as the shop opens, the others arrive during the year. */
export const articlesOf = (random: Random, { from, until }: Period): Article[] => {
  const drawn = random.shuffled(goods.map(({ sku }) => sku))
  const special = new Map<string, Fate>(
    fates.flatMap(([fate, count]) => drawn.splice(0, count).map(sku => [sku, fate] as const)),
  )
  const arrivals = { from: after(from, 20 * DAY), until: after(until, -40 * DAY) }
  return goods.map(({ description, ...good }, index) => {
    const fate = special.get(good.sku) ?? 'ordinary'
    const launched = random.chance(NEW_ARRIVALS) ? officeMoment(random, arrivals) : after(from, index * SETTING_UP)
    return {
      ...good,
      description: fate !== 'draft' && random.chance(DESCRIBED) ? description : '',
      department: departmentOf(good.category),
      fate,
      launched,
      retired: retirement(random, fate, launched, until),
      stores: storesOf(fate),
      popularity: 1 / random.whole(1, 25),
    }
  })
}
