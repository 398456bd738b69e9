import { product } from '../../domain/catalog/product.ts'
import { taxSet as sets } from '../../domain/shop/tax-set.ts'
import { type Article, inEuros, inFrancs, inPounds } from './articles.ts'
import { after, DAY, HOUR, officeMoment, SECOND } from './calendar.ts'
import type { Period, Step } from './command.ts'
import type { Random } from './random.ts'
import type { DemoStore } from './stores.ts'

const WITH_SWISS_TAX = 1.081

const reasons = [
  'The maker has stopped producing it.',
  'Replaced by an improved model.',
  'Too many returns.',
  'End of the season.',
]

const step = ({ sku }: Article, type: keyof typeof product.commands, data: unknown, at: Date): Step => ({
  category: product.category,
  id: sku,
  type,
  data,
  at,
})

/** What is asked for it in a store once its usual price is changed by `factor`. Swiss prices are said without tax, and with it. */
const askedIn: Readonly<Record<DemoStore, (article: Article, factor: number) => object>> = {
  DE: ({ euros }, factor) => ({ currency: 'EUR', gross: inEuros(euros * factor).toFixed(2) }),
  UK: ({ euros, pounds }, factor) => ({
    currency: 'GBP',
    gross: (factor === 1 ? pounds : inPounds(euros * factor)).toFixed(2),
  }),
  CH: ({ euros, francs }, factor) => {
    const net = factor === 1 ? francs : inFrancs(euros * factor)
    return { currency: 'CHF', net: net.toFixed(2), gross: (net * WITH_SWISS_TAX).toFixed(2) }
  },
}

/** Its prices where it is sold, the usual ones times `factor`; some are sold nowhere. */
const priced = (article: Article, at: Date, factor = 1): Step[] => {
  const prices = article.stores.map(store => ({ store, ...askedIn[store](article, factor) }))
  return prices.length === 0 ? [] : [step(article, 'SetPrices', { prices }, at)]
}

const edited = (article: Article, at: Date, change: { readonly category: string | null; readonly also?: string }) => {
  const { names, description } = article
  const also = change.also === undefined ? '' : ` ${change.also}`
  return step(
    article,
    'EditProduct',
    { names, descriptions: { en: description + also }, category: change.category },
    at,
  )
}

/** Nobody has said yet how a draft is taxed. Processes leave the demo alone. */
const taxed = ({ sku, launched }: Article, set: string): Step => {
  const data = { by: `${product.category}-${sku}` }
  return { category: sets.category, id: set, type: 'UseTaxSet', data, at: launched }
}

const launch = (article: Article, set: string): Step[] => {
  const { fate, names, launched, description } = article
  const isDraft = fate === 'draft'
  const hasCategory = fate !== 'uncategorised' && fate !== 'categorisedLater'
  const category = hasCategory ? article.category : null
  const created = { names, ...(category === null ? {} : { category }), ...(isDraft ? {} : { taxSet: set }) }
  return [
    step(article, 'CreateProduct', created, launched),
    ...(isDraft ? [] : [taxed(article, set)]),
    ...(description === '' ? [] : [edited(article, after(launched, 25 * SECOND), { category })]),
    ...priced(article, after(launched, 45 * SECOND)),
    ...(isDraft ? [] : [step(article, 'ActivateProduct', {}, after(launched, 80 * SECOND))]),
  ]
}

const retire = (random: Random, article: Article): Step[] => {
  const { fate, retired } = article
  if (retired === null) return []
  if (fate === 'deactivated') return [step(article, 'DeactivateProduct', {}, retired)]
  return [step(article, 'DiscontinueProduct', { reason: random.pick(reasons) }, retired)]
}

/** The yearly price round, and the offers at the end of November for what is not part of it. */
const repriced = (random: Random, articles: readonly Article[], { from, until }: Period): Step[] => {
  const round = officeMoment(random, { from: after(from, 90 * DAY), until: after(until, -60 * DAY) })
  const november = [from, until].map(at => new Date(Date.UTC(at.getUTCFullYear(), 10, 20, 5)))
  return articles.flatMap((article, index) => {
    const later = (at: Date) => after(at, index * SECOND)
    if (random.chance(0.3)) return priced(article, later(round), 1 + random.whole(3, 9) / 100)
    if (!random.chance(0.2)) return []
    return november.flatMap(start => [
      ...priced(article, later(start), 0.85),
      ...priced(article, later(after(start, 11 * DAY))),
    ])
  })
}

const revised = (random: Random, articles: readonly Article[], { from, until }: Period): Step[] =>
  articles.flatMap(article => {
    const at = officeMoment(random, { from: after(from, 60 * DAY), until })
    const { fate, category } = article
    if (fate === 'categorisedLater') return [edited(article, at, { category })]
    if (fate !== 'ordinary' || article.description === '' || !random.chance(0.05)) return []
    return [edited(article, at, { category, also: 'Now packed without plastic.' })]
  })

/** Everything that happens to the products; nothing before they are there or after they are gone. */
export const productSteps = (
  random: Random,
  articles: readonly Article[],
  { taxSet, ...period }: Period & { readonly taxSet: string },
): Step[] => {
  const lives = new Map(articles.map(({ sku, launched, retired }) => [sku, { launched, retired }]))
  const changes = [...repriced(random, articles, period), ...revised(random, articles, period)]
  const during = changes.filter(({ id, at }) => {
    const life = lives.get(id)
    return life !== undefined && at > after(life.launched, HOUR) && (life.retired === null || at < life.retired)
  })
  return [
    ...articles.flatMap(article => launch(article, taxSet)),
    ...during,
    ...articles.flatMap(article => retire(random, article)),
  ]
}
