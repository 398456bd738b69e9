import { readFileSync } from 'node:fs'

const SQL = readFileSync(new URL('append.sql', import.meta.url), 'utf8')

/** SQL that makes the append function of a log in this schema; append.sql says what it does. */
export const appendFunction = (schema: string): string =>
  SQL.replaceAll(':schema', schema).replaceAll(':lock', lockKey(schema)).replaceAll(':channel', channelOf(schema))

/** SQL of the advisory lock that serialises appends; the making of the schema takes it, too. */
export const lockKey = (schema: string): string => `hashtextextended('daybook.log.${schema}', 0)`

/** Where a call announces the new head of the log. */
export const channelOf = (schema: string): string => `${schema}_appended`
