import type { TextKey } from './en.ts'

/** Every word in German. While it grows, what it lacks is said in English. */
export const de = {} as const satisfies Partial<Record<TextKey, string>>
