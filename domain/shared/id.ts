import { z } from 'zod'

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/**
 * The one spelling of an id that somebody sends: composed, without outer blanks, a UUID in lower case. Any other key is
 * told apart by its case.
 */
export const spelled = (id: string): string => {
  const trimmed = id.normalize('NFC').trim()
  return UUID.test(trimmed) ? trimmed.toLowerCase() : trimmed
}

/** The same of a SKU, which is upper case: nobody means two products by `mug` and `MUG`. */
export const skuSpelled = (sku: string): string => sku.normalize('NFC').trim().toUpperCase()

/** The id of a thing without a natural key: a UUIDv7 made by whoever sends the command, so that a retry is the same. */
export const Uuid = z.uuid()
export const AskedUuid = z.uuid().overwrite(spelled)

const SKU = /^[A-Z0-9][A-Z0-9._-]{0,63}$/
/** A product's stock-keeping unit: the product's immutable id. Upper case, no blanks. */
export const Sku = z.string().regex(SKU, 'sku').max(64)
export const AskedSku = z.string().overwrite(skuSpelled).regex(SKU, 'sku').max(64)

const KEY = /^[A-Za-z0-9][A-Za-z0-9._@-]{0,127}$/
/** An id as it may stand in a stream's name and a URL. */
export const Key = z.string().regex(KEY, 'key').max(128)
/** The same as a command may name it. */
export const AskedKey = z.string().overwrite(spelled).regex(KEY, 'key').max(128)

/** Words that stand in addresses where a thing's id does: `/products/new` is a form. */
export const reservedWords: readonly string[] = [
  'new',
  'live',
  'movements',
  'advance',
  'ship',
  'matrix',
  'mentions',
  'import',
]

/** The id of something that is to be made. */
export const NewKey = AskedKey.refine(id => !reservedWords.includes(id), 'reserved')
