import { z } from 'zod'

/** The id of a thing without a natural key: a UUIDv7 made by whoever sends the command, so that a retry is the same. */
export const Uuid = z.uuid()

/** A product's stock-keeping unit: the product's immutable id. Upper case, no blanks. */
export const Sku = z
  .string()
  .regex(/^[A-Z0-9][A-Z0-9._-]{0,63}$/, 'sku')
  .max(64)

/** An id as it may stand in a stream's name and a URL. */
export const Key = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._@-]{0,127}$/, 'key')
  .max(128)
