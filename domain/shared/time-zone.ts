import { z } from 'zod'

/** Every time zone that clocks can be read in here, by its IANA name. */
export const timeZones: readonly string[] = [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])]
const known = new Set(timeZones)

export const isTimeZone = (name: string): boolean => known.has(name)

/** A time zone as somebody asks for it. */
export const AskedTimeZone = z.string().max(60).refine(isTimeZone, 'timeZone')
