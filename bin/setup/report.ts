import { calledFor } from '../../api/content-locale.ts'
import { sentenceUnder, type Text } from '../../api/text/text.ts'
import { aligned } from '../table.ts'
import type { Became } from './import.ts'

const words = {
  tried: { made: 'would be new', changed: 'would change', same: 'is so already', refused: 'would be refused' },
  done: { made: 'is new', changed: 'has changed', same: 'was so already', refused: 'was refused' },
} as const

const order = ['refused', 'made', 'changed', 'same'] as const

/** What people call it, where one of its commands says so. */
const nameOf = (of: readonly Became[]): string => {
  const data = of.map(({ line }) => Object(line.data) as { name?: unknown; names?: unknown })
  const named = data.map(({ name, names }) => name ?? names).find(name => name !== undefined)
  return named === undefined ? '' : calledFor(named, { locale: 'en-GB' })
}

/** One row per thing: what became of it as a whole, and why not where some of it is refused. */
const rowOf = (text: Text, of: readonly Became[], said: (typeof words)['done' | 'tried']): readonly string[] => {
  const [first] = of
  const outcome = order.find(one => of.some(({ outcome }) => outcome === one)) ?? 'same'
  const why = of.flatMap(became => (became.outcome === 'refused' ? [`${became.line.command}: ${became.why}`] : []))
  return [
    sentenceUnder(text, `thing.${first?.line.thing}`) ?? '',
    first?.line.id ?? '',
    nameOf(of),
    said[outcome],
    why.join(' '),
  ]
}

/** What became of a set-up, or would, for the terminal. */
export const reportOf = (text: Text, became: readonly Became[], isDone: boolean): string => {
  const things = Map.groupBy(became, ({ line }) => `${line.thing}-${line.id}`)
  const said = isDone ? words.done : words.tried
  const isRefused = became.some(({ outcome }) => outcome === 'refused')
  const next = isRefused
    ? 'Nothing was done. Mend what is refused, in the file or in the shop, and try again.'
    : 'Nothing was done yet. Carry it out with --apply.'
  return `${aligned([...things.values()].map(of => rowOf(text, of, said)))}\n${isDone ? '' : `${next}\n`}`
}
