import type { Fact, FactRef, Facts } from '../domain/decider.ts'
import { type Log, load } from './load.ts'

/**
 * Folds the streams a command declared; never a read model, never the client's word.
 * @param known those that were loaded before
 */
export const loadFacts = async (log: Log, refs: readonly FactRef[], known?: Facts): Promise<Facts> => {
  const unique = new Map(refs.map(ref => [`${ref.fact.category}-${ref.id}`, ref]))
  const views = new Map<string, unknown>()
  await Promise.all(
    [...unique].map(async ([stream, { fact, id }]) => {
      const { state } = await load(log, fact, id)
      views.set(stream, fact.view(state as never))
    }),
  )
  return {
    of: <View>(fact: Fact<View>, id: string) => {
      const stream = `${fact.category}-${id}`
      if (views.has(stream)) return views.get(stream) as View
      if (known === undefined) throw new Error(`fact ${stream} was not declared by the command`)
      return known.of(fact, id)
    },
  }
}
