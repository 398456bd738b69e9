import { describe, expect, it } from 'vitest'
import { AskedEmail, emailKey } from '../../../domain/shared/email.ts'
import { named, nameKey, tidy } from '../../../domain/shared/name.ts'
import { AskedPersonName } from '../../../domain/shared/person.ts'

const Name = named(20)

describe('a name', () => {
  it.each([
    ['  Lamps ', 'Lamps'],
    ['Lamps\u200b', 'Lamps'],
    ['\u202eLamps\u202c', 'Lamps'],
    ['Lam\u00adps', 'Lamps'],
    ['Two\r\nlines', 'Two lines'],
    ['u\u0308ber', 'über'],
    ['\ufeffLamps', 'Lamps'],
    ['La\u200dmps', 'Lamps'],
  ])('%j is kept as %j', (given, kept) => expect(Name.parse(given)).toBe(kept))

  it.each(['می\u200cخواهم', 'क्\u200dष', '👩\u200d👧', 'Müller/Schmidt', '東京', 'Å&Ø'])('%s is kept as it is', name =>
    expect(Name.parse(name)).toBe(name),
  )

  it.each(['', ' ', '\u200b', '\u00a0', '\u3164', '\u2800', '\u115f', '\u200d\u200d', 'x'.repeat(21)])(
    'is not %j',
    name => expect(Name.safeParse(name).success).toBe(false),
  )

  it('is tidied once', () => expect(tidy(tidy('\u200e A\u200d \u200e'))).toBe(tidy('\u200e A\u200d \u200e')))

  it.each(['Lamps', 'lamps', 'LAMPS\u200b', ' Lamps\u00a0', 'Ｌａｍｐｓ', 'La\u2060mps'])('%j looks like Lamps', name =>
    expect(nameKey(name)).toBe('lamps'),
  )

  it('looks like another by what a person sees', () => {
    expect(nameKey('Straße\u00a01')).toBe(nameKey('STRASSE 1'))
    expect(nameKey('Lamps')).not.toBe(nameKey('Lumps'))
  })

  it('of a person may have a slash, and forges nothing', () => {
    expect(AskedPersonName.parse('Müller/Schmidt')).toBe('Müller/Schmidt')
    for (const name of ['<b>', 'http://x', 'Bcc: x']) expect(AskedPersonName.safeParse(name).success).toBe(false)
  })
})

describe('an e-mail address', () => {
  it.each([
    'ada@example.com',
    'grace@exämple.de',
    'jörg.müller@example.com',
    'sales&service@example.com',
    'dept/unit@example.com',
    'user+tag@sub.example.co.uk',
    '用户@例え.jp',
  ])('%s is one', email => expect(AskedEmail.parse(` ${email} `)).toBe(email))

  it.each([
    '',
    'ada',
    '@example.com',
    'ada@',
    'ada@localhost',
    'a da@example.com',
    '.ada@example.com',
    'a..da@example.com',
    'ada@@example.com',
    'ada@-example.com',
    'ada@example.123',
    'ada@example.com/path',
    '"ada"@example.com',
    `${'x'.repeat(65)}@example.com`,
    'a\nBcc:x@example.com',
  ])('%j is none', email => expect(AskedEmail.safeParse(email).success).toBe(false))

  it('is the same in another spelling', () => {
    expect(emailKey('Ada@Example.COM')).toBe('ada@example.com')
    expect(emailKey('grace@EXÄMPLE.de')).toBe(emailKey('Grace@xn--exmple-cua.de'))
    expect(emailKey('jo\u0308rg@example.com')).toBe(emailKey('JÖRG@example.com'))
  })
})
