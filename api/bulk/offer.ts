import { z } from 'zod'
import type { BulkAction } from '../../domain/bulk.ts'
import type { Permission } from '../../domain/viewer.ts'
import type { CommandRoute } from '../commands.ts'

/** An action on many things of a list, for whoever may send its command. */
export type BulkOffer = {
  /** Its words are `do.<name>`. */
  readonly name: string
  readonly may: Permission
  readonly command: string
  readonly asks: z.ZodType
  /** The fields of that; with none there is nothing to fill in. */
  readonly fields: readonly string[]
  /** What is asked names the store that it is done for. */
  readonly isOfStores: boolean
}

/** What a list offers for many of its things. */
export type Bulk = {
  readonly offers: readonly BulkOffer[]
  /** The column of the list that names a thing. */
  readonly name: string
}

/** The actions of an aggregate, each with the permission of its command; one that is not sent from outside does not compile. */
export const bulkOffers = <Commands extends Readonly<Record<string, CommandRoute>>>(
  commands: Commands,
  actions: Readonly<Record<string, BulkAction<keyof Commands & string>>>,
): readonly BulkOffer[] =>
  Object.entries(actions).flatMap(([name, { command, asks }]) => {
    const route = commands[command]
    const fields = asks instanceof z.ZodObject ? Object.keys(asks.shape) : []
    return route === undefined
      ? []
      : [{ name, may: route.may, command, asks, fields, isOfStores: route.stores !== undefined }]
  })
