import { type FactRef, type Facts, type Rejection, reject } from '../decider.ts'
import { type Names, sameNames, type Texts, withDefault } from '../shared/locale.ts'
import { settingIn, settingsNamed } from './setting.ts'

/** What a command with content asks for, to know the shop's default language. */
export const contentFacts: readonly FactRef[] = settingsNamed()

/** The language that every name of the shop is in. */
export const contentLanguage = (facts: Facts): string => settingIn(facts, 'contentLanguage')

/**
 * Names as the shop keeps them, or why it does not: one in its default language has to be among them. Those that say the
 * same as before stay, whatever the default has become since.
 */
export const keptNames = (
  facts: Facts,
  asked: Readonly<Record<string, string>>,
  { was, field = 'names' }: { readonly was?: Names; readonly field?: string } = {},
): Names | Rejection => {
  if (was !== undefined && sameNames(was, asked)) return was
  const language = contentLanguage(facts)
  return asked[language] === undefined
    ? reject('invalid', 'DefaultNameMissing', {}, `${field}.${language}`)
    : withDefault(asked, language)
}

/** Texts as the shop keeps them; they may be there in any language, or none. */
export const keptTexts = (facts: Facts, asked: Readonly<Record<string, string>>, was?: Texts): Texts =>
  was !== undefined && sameNames(was, asked) ? was : withDefault(asked, contentLanguage(facts))
