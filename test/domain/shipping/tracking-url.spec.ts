import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AskedTrackingUrl, trackingUrlOf } from '../../../domain/shipping/tracking-url.ts'

const template = 'https://track.example/parcel?no={number}&lang=en'

describe('where a parcel is followed', () => {
  it('is the template with its number, whatever that is', () => {
    expect(trackingUrlOf(template, '00 34')).toBe('https://track.example/parcel?no=00%2034&lang=en')
    expect(trackingUrlOf(template, "$& $' {number}")).toBe(
      "https://track.example/parcel?no=%24%26%20%24'%20%7Bnumber%7D&lang=en",
    )
  })
  it('stays at the host of the template', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), number => {
        expect(new URL(trackingUrlOf(template, number)).host).toBe('track.example')
      }),
    ))

  it.each([template, 'https://track.example/{number}', 'https://track.example:8443/#{number}'])('may be %s', asked =>
    expect(AskedTrackingUrl.safeParse(asked).data).toBe(asked),
  )
  it.each([
    ['no https', 'http://track.example/{number}'],
    ['a script', 'javascript:alert("{number}")'],
    ['a password', 'https://ada:secret@track.example/{number}'],
    ['a user', 'https://{number}@track.example/'],
    ['no number', 'https://track.example/'],
    ['two numbers', 'https://track.example/{number}/{number}'],
    ['a number in its host', 'https://{number}.example/'],
    ['a number at the end of its host', 'https://track.example{number}'],
    ['a number as its port', 'https://track.example:{number}/'],
    ['no address', '{number}'],
    ['a blank', 'https://track.example/a b/{number}'],
    ['a backslash', 'https:\\\\track.example\\{number}'],
    ['nothing', ''],
  ])('is not one with %s', (_, asked) => expect(AskedTrackingUrl.safeParse(asked).success).toBe(false))
})
