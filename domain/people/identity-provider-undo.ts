import { noWayBack, type Undo } from '../undo.ts'
import type { identityProvider } from './identity-provider.ts'

export const identityProviderUndo: Undo<typeof identityProvider> = {
  CreateIdentityProvider: 'makes',
  EditIdentityProvider: was => {
    if (was.status === 'absent') return noWayBack
    const { status: _status, ...data } = was
    return { type: 'EditIdentityProvider', data }
  },
  RecordClientSecret: 'says',
  ActivateIdentityProvider: () => ({ type: 'DeactivateIdentityProvider', data: {} }),
  DeactivateIdentityProvider: () => ({ type: 'ActivateIdentityProvider', data: {} }),
}
