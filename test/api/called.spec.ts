import { describe, expect, it } from 'vitest'
import { calledAs, withKeys } from '../../api/called.ts'

const called = { 'called:customer': calledAs('c-1', 'Ada: Countess Lovelace') }

describe('a field that shows what a thing is called', () => {
  it('sends its key as long as it says that name', () => {
    const sent = withKeys({ ...called, customer: 'Ada: Countess Lovelace', store: 'UK' })
    expect(sent).toMatchObject({ customer: 'c-1', store: 'UK' })
    expect(withKeys({ ...called, customer: ' Ada: Countess Lovelace ' })).toMatchObject({ customer: 'c-1' })
  })

  it('sends what somebody typed in its place, be it another name, a key or nothing', () => {
    for (const customer of ['Ada', 'c-2', '']) expect(withKeys({ ...called, customer })).toMatchObject({ customer })
  })

  it('stands for nothing where nothing is chosen, or what is chosen has no name', () => {
    expect(withKeys({ 'called:customer': '', customer: '' })).toMatchObject({ customer: '' })
    expect(withKeys({ 'called:customer': calledAs('c-1', ''), customer: '' })).toMatchObject({ customer: '' })
    expect(withKeys({ 'called:customer': ':Ada', customer: 'Ada' })).toMatchObject({ customer: 'Ada' })
  })

  it('is read from the last of several of its name, as any other field', () => {
    const sent = withKeys({ 'called:customer': ['', calledAs('c-1', 'Ada')], customer: ['x', 'Ada'] })
    expect(sent).toMatchObject({ customer: 'c-1' })
  })
})
