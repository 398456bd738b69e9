import { expect, it } from 'vitest'
import { errorReporter } from '../../bin/report-errors.ts'

const heard = () => {
  const lines: { level: string; line: Record<string, unknown> }[] = []
  const take = (level: string) => (line: unknown) => void lines.push({ level, line: line as Record<string, unknown> })
  return { lines, logger: { warn: take('warn'), error: take('error') } }
}
const lost = () => Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED' })

it('tells what can not be reached once, as one line without a stack, however often it is met', () => {
  const { lines, logger } = heard()
  const report = errorReporter(logger, () => 0)
  for (let i = 0; i < 500; i += 1) report(lost())
  expect(lines).toEqual([
    {
      level: 'warn',
      line: { failure: { type: 'Error', code: 'ECONNREFUSED', message: 'connect ECONNREFUSED 127.0.0.1:5432' } },
    },
  ])
})

it('tells it again after a minute, with how often it was met meanwhile', () => {
  const { lines, logger } = heard()
  let now = 0
  const report = errorReporter(logger, () => now)
  for (let i = 0; i < 5; i += 1) report(lost())
  now = 60_000
  report(lost())
  expect(lines.map(({ line }) => line['repeated'])).toEqual([undefined, 4])
})

it('tells what is unexpected with its stack, and another failure beside it', () => {
  const { lines, logger } = heard()
  const report = errorReporter(logger, () => 0)
  report(new TypeError('undefined is not a function'))
  report(lost())
  report('a text')
  expect(lines.map(({ level }) => level)).toEqual(['error', 'warn', 'error'])
  expect(lines[0]?.line).toMatchObject({ failure: { type: 'TypeError', at: expect.arrayContaining([]) } })
})
