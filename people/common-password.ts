import { readFileSync } from 'node:fs'

/**
 * The most common passwords, in small letters: those of twelve characters or more, and those that people make longer. From
 * `@zxcvbn-ts/language-common` 4.1.3 (MIT, © Dan Wheeler, Dropbox and zxcvbn-ts), which took them from leaked lists.
 */
const common = new Set(
  readFileSync(new URL('common-passwords.txt', import.meta.url), 'utf8')
    .trim()
    .split('\n'),
)

const FEWEST_DIFFERENT = 5

/** What is repeated: `abcabcabc` → `abc`. */
const unit = (text: string): string => /^(.+?)\1+$/su.exec(text)?.[1] ?? text

/** Whether somebody who guesses tries it early: a common one, also repeated or with digits and signs behind it. */
export const isCommonPassword = (password: string): boolean => {
  const small = password.normalize('NFKC').toLowerCase()
  const forms = [small, unit(small), small.replace(/[^\p{L}]+$/u, ''), unit(small.replace(/[^\p{L}]+$/u, ''))]
  return new Set(small).size < FEWEST_DIFFERENT || forms.some(form => common.has(form))
}
