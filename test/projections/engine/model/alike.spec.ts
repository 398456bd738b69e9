import { describe, expect, it } from 'vitest'
import { isVariable, spellingsOf } from '../../../../projections/engine/model/alike.ts'
import { wordsOf } from '../../../../projections/engine/model/words.ts'

const isFound = (typed: string, name: string): boolean => {
  const [word = ''] = wordsOf(typed)
  const [wanted = ''] = wordsOf(name)
  return spellingsOf(word).some(spelling => wanted.startsWith(spelling))
}

describe('a word with one typo', () => {
  it.each([
    ['lampe', 'lampe'],
    ['lapme', 'Lampe'],
    ['lamppe', 'Lampe'],
    ['lmape', 'Lampe'],
    ['laxpe', 'Lampe'],
    ['mulle', 'Müller'],
    ['muler', 'Müller'],
    ['mullre', 'Müller'],
    ['чайнк', 'Чайник'],
    ['чяйник', 'чайник'],
    ['λαμπτρας', 'λαμπτήρας'],
    ['שלוום', 'שלום'],
  ])('%s finds %s', (typed, name) => {
    expect(isFound(typed, name)).toBe(true)
  })

  it.each([
    ['lapem', 'lampion'],
    ['table', 'chair'],
    ['lamp', 'lapm'],
    ['10023', '10032'],
    ['a1002', 'a1020'],
  ])('%s does not find %s', (typed, name) => {
    expect(isFound(typed, name)).toBe(false)
  })

  it('is varied from five letters to twenty, and in letters only', () => {
    for (const search of ['lampe', 'x lampe', 'a'.repeat(20)]) expect(isVariable(search), search).toBe(true)
    for (const search of ['lamp', '12345', 'lamp5', '!!!', '', 'a'.repeat(21), '東京タワー'])
      expect(isVariable(search), search).toBe(false)
  })

  it('has no more spellings than an index can be asked for at once', () => {
    expect(spellingsOf('a'.repeat(20)).length).toBeLessThan(1_100)
    expect(new Set(spellingsOf('lampe')).size).toBe(spellingsOf('lampe').length)
    expect(spellingsOf('lampe')[0]).toBe('lampe')
    for (const spelling of spellingsOf("o'brien".replace("'", ''))) expect(spelling).toMatch(/^[a-z]+$/)
  })
})
