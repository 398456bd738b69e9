import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lastMomentOf, localText, momentOf } from '../../../domain/shared/local-time.ts'

const of = (text: string, zone: string) => lastMomentOf(text, zone)?.toISOString()

describe('a time as it is typed', () => {
  it.each([
    ['2026-01-31T16:05:09', 'UTC', '2026-01-31T16:05:09.999Z'],
    ['2026-01-31T16:05', 'UTC', '2026-01-31T16:05:00.999Z'],
    ['2026-01-31 16:05', 'Europe/Berlin', '2026-01-31T15:05:00.999Z'],
    ['2026-07-31T16:05:09.25', 'Europe/Berlin', '2026-07-31T14:05:09.250Z'],
    ['2026-01-31', 'America/New_York', '2026-02-01T04:59:59.999Z'],
    ['2026-01-31T16:05:09Z', 'Europe/Berlin', '2026-01-31T16:05:09.999Z'],
    ['2026-01-31T16:05:09-02:30', 'UTC', '2026-01-31T18:35:09.999Z'],
    ['2026-01-31T16:05', 'Asia/Kathmandu', '2026-01-31T10:20:00.999Z'],
  ])('%s in %s is everything up to %s', (text, zone, moment) => {
    expect(of(text, zone)).toBe(moment)
  })

  it('in an hour that comes twice is the later one, and in one that never comes an hour later', () => {
    expect(of('2026-10-25T01:30', 'Europe/London')).toBe('2026-10-25T01:30:00.999Z')
    expect(of('2026-03-29T01:30', 'Europe/London')).toBe('2026-03-29T01:30:00.999Z')
  })

  it.each(['', 'soon', '2026-02-30T10:00', '2026-13-01', '2026-01-31T24:30', '2026-01-31T16:05.5', '0000-00-00', '１'])(
    '%j is none',
    text => {
      expect(lastMomentOf(text, 'UTC')).toBeUndefined()
    },
  )

  it('is found again from what is shown of a moment, wherever clocks are not put back', () => {
    const moments = fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2040, 0) })
    const zones = fc.constantFrom('UTC', 'Asia/Kolkata', 'Asia/Tokyo', 'America/Phoenix')
    fc.assert(
      fc.property(moments, zones, (time, zone) => {
        const found = lastMomentOf(localText(new Date(time), zone), zone)?.getTime() ?? 0
        expect(found).toBe(time - (time % 1000) + 999)
      }),
    )
  })
})

describe('a moment as it is typed', () => {
  it.each([
    ['2026-01-31T16:05', 'Europe/Berlin', '2026-01-31T15:05:00.000Z'],
    ['2026-07-31 16:05:09', 'Europe/Berlin', '2026-07-31T14:05:09.000Z'],
    [' 2026-02-01T00:00 ', 'America/New_York', '2026-02-01T05:00:00.000Z'],
  ])('%j in %s is %s', (text, zone, moment) => {
    expect(momentOf(text, zone)?.toISOString()).toBe(moment)
  })

  it.each(['', '2026-01-31', '2026-02-30T10:00', '2026-01-31T24:30', '2026-01-31T16:05Z', 'soon'])(
    '%j is none',
    text => {
      expect(momentOf(text, 'UTC')).toBeUndefined()
    },
  )
})
