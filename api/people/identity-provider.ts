import { identityProvider } from '../../domain/people/identity-provider.ts'
import {
  identityProviderList,
  readIdentityProvider,
  readIdentityProviders,
} from '../../projections/people/identity-provider.ts'
import type { Aggregate } from '../aggregate.ts'
import { commandRoutes, INTERNAL } from '../commands.ts'

const detail = '/identity-providers/:id'
const back = { form: detail, then: detail } as const

export const identityProviderCommands = commandRoutes(identityProvider, {
  CreateIdentityProvider: { path: '/identity-providers', form: '/identity-providers/new', then: detail },
  EditIdentityProvider: { path: detail, form: `${detail}/edit`, then: detail },
  // It follows from a secret that was set.
  RecordClientSecret: INTERNAL,
  ActivateIdentityProvider: { path: `${detail}/activation`, ...back },
  DeactivateIdentityProvider: { path: `${detail}/deactivation`, ...back },
})

export const identityProviders = {
  decider: identityProvider,
  path: '/identity-providers',
  may: 'identityProvider:read',
  commands: identityProviderCommands,
  list: { definition: identityProviderList, read: readIdentityProviders },
  read: readIdentityProvider,
} satisfies Aggregate
