import type { FormFields } from './form.ts'

/** Fields beside those of a form that show what a thing is called in place of its key. */
export const CALLED = 'called:'

/** What stands in such a field: the key, and the name that stands for it. */
export const calledAs = (key: string, name: string): string => `${key}:${name}`

const textOf = (value: FormFields[string] | undefined): string => [value ?? ''].flat().at(-1) ?? ''

/** The fields of a form with keys where names of things stand for them. Any other text is what somebody typed. */
export const withKeys = (fields: FormFields): FormFields => {
  const named = Object.entries(fields).flatMap(([field, value]) => {
    if (!field.startsWith(CALLED)) return []
    const [path, said] = [field.slice(CALLED.length), textOf(value)]
    const [key, name] = [said.slice(0, said.indexOf(':')), said.slice(said.indexOf(':') + 1)]
    return key !== '' && name !== '' && textOf(fields[path]).trim() === name.trim() ? [[path, key] as const] : []
  })
  return named.length === 0 ? fields : { ...fields, ...Object.fromEntries(named) }
}
