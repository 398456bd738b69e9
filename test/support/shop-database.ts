import { recordFoundingStores } from '../../bin/ensure-stores.ts'
import { copiesOf } from './shop-template.ts'

/** A database of one's own with a shop in it that has two stores and nothing else, and its read models. */
export const shopDatabase = copiesOf({ name: 'new_shop', fill: ({ execute }) => recordFoundingStores(execute) })
