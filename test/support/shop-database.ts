import { copiesOf } from './shop-template.ts'

/** A database of one's own with a shop in it in which nothing has happened yet, and its read models. */
export const shopDatabase = copiesOf({ name: 'new_shop', fill: async () => {} })
