import { NewKey } from './id.ts'

/** A key that somebody gives once: nobody means two things by `north` and `North`, so it has no capitals. */
export const SmallKey = NewKey.regex(/^[a-z0-9][a-z0-9_-]*$/).max(63)
