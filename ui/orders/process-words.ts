import { sentenceUnder } from '../../api/text/text.ts'
import type { OrderAct } from '../../domain/orders/process/acts.ts'
import type { MovingFact, StateFlag, Transition } from '../../domain/orders/process/definition.ts'
import type { ShopSettings } from '../../projections/shop/settings.ts'
import { settingValue } from '../shop/setting-words.ts'
import type { Words } from '../words.ts'

/** What a process is called; one that this release does not know by its name. */
export const processName = ({ text }: Words, process: string): string =>
  sentenceUnder(text, `orderProcess.${process}`) ?? process

const acts: Partial<Record<MovingFact, OrderAct>> = {
  UnitsShipped: 'ship',
  UnitsDelivered: 'deliver',
  OrderLinesCancelled: 'cancel',
}

/** How long things take at a store, or in the whole shop. */
export type Lengths = { readonly settings: ShopSettings; readonly store?: string | undefined }

/** What makes units go a way, in a few words. */
export const wayName = (words: Words, way: Transition, { settings, store }: Lengths): string => {
  const { text } = words
  if ('step' in way) return text(`orderStep.${way.step}`)
  if ('when' in way) return text(`orderCondition.${way.when}`)
  if ('after' in way)
    return text('orderGraph.after', { length: settingValue(words, way.after, settings.of(way.after, store)) })
  const act = acts[way.fact]
  return act === undefined ? text(`orderFact.${way.fact}`) : text(`orderStep.${act}`)
}

/** The flags that have a mark in the drawing; that units are open or at an end is seen by how they are drawn. */
export const flagMarks: Partial<Record<StateFlag, string>> = {
  reserved: '•',
  cancellable: '×',
  amendable: '+',
  returnable: '«',
  hidden: '°',
}
