import { z } from 'zod'

const KEY = /^[A-Z]+(?:_[A-Z]+)*$/

/** Nobody means two stores by `de` and `DE`. */
export const storeSpelled = (key: string): string => key.normalize('NFC').trim().toUpperCase()

/** The key of a store: it stands in addresses, keys of prices and names of files, and is never changed. */
export const StoreKey = z.string().min(2).max(32).regex(KEY, 'storeKey')

/** The same as a command may name it. */
export const AskedStore = z.string().overwrite(storeSpelled).min(2).max(32).regex(KEY, 'storeKey')
