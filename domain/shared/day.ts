import { z } from 'zod'

/** A calendar day that somebody asks for, `2026-01-31`. ISO 8601 has a year 0, which databases of read models have not. */
export const AskedDay = z.iso.date().refine(day => day >= '0001-01-01')
