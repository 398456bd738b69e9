import type { People } from './people.ts'

/** What somebody has beside their password: an authenticator that shows codes, or passkeys. */
export type Factors = { readonly code: boolean; readonly passkey: boolean }

export const factorsOf = async (
  { secondFactors, passkeys }: Pick<People, 'secondFactors' | 'passkeys'>,
  user: string,
): Promise<Factors> => {
  const [code, passkey] = await Promise.all([secondFactors.has(user), passkeys.has(user)])
  return { code, passkey }
}

export const hasFactor = ({ code, passkey }: Factors): boolean => code || passkey
