import type { Parameters } from '../../domain/decider.ts'
import { wholePersonal } from '../engine/fold/event.ts'
import type { Personal } from '../engine/model/personal.ts'
import type { ProjectedEvent } from '../engine/model/projection.ts'

const LONGEST = 200

type Plain = readonly [name: string, value: string | number]

const plainOf = ([name, value]: readonly [string, unknown]): readonly Plain[] => {
  if (typeof value === 'string') return [[name, value.slice(0, LONGEST)]]
  if (typeof value === 'number') return [[name, value]]
  if (typeof value === 'boolean') return [[name, String(value)]]
  return Array.isArray(value) ? [[name, value.length]] : []
}

/** A group such as a price or the names per language; what is personal is in one of its own. */
const isGroup = ([name, value]: readonly [string, unknown]): boolean =>
  name !== 'personal' && typeof value === 'object' && value !== null && !Array.isArray(value)

const within = (data: object): readonly Plain[] =>
  Object.entries(data).flatMap(entry => (isGroup(entry) ? within(entry[1] as object) : plainOf(entry)))

/**
 * What a sentence about an event may be filled with: the scalars of its data and of the groups in it, under their own
 * names, and of lists how long they are. What is personal stays out. A name of the data itself goes before one in a group.
 */
export const parametersOf = (data: object): Parameters =>
  Object.fromEntries([...within(data), ...Object.entries(data).flatMap(plainOf)])

/** `OrderPlaced` → `Order Placed`: a type is found by its words. */
export const wordsOf = (type: string): string => type.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')

const textsIn = (value: unknown): (string | number)[] =>
  typeof value === 'string' || typeof value === 'number'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(textsIn)
      : []

/** So much of a personal part is searched; an index takes no text of any length. */
const LONGEST_PERSONAL = 5_000

/** Every text of the personal part, still closed. */
export const personalWords = (event: ProjectedEvent): Personal<string> | null =>
  wholePersonal(event)?.map(part => textsIn(part).join(' ').slice(0, LONGEST_PERSONAL)) ?? null
