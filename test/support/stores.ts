import { catalogue } from '../../api/catalogue.ts'
import type { Asking } from '../../api/permission.ts'
import { localViewer } from '../../bin/local-viewer.ts'
import type { Permission, Viewer } from '../../domain/viewer.ts'

/** Everything, and each of these for some stores only. */
export const limitedTo = (stores: readonly string[], limited: readonly Permission[] = catalogue): Viewer => ({
  ...localViewer,
  within: new Map(limited.map(permission => [permission, new Set(stores)])),
})

/** A server's viewer is told by a header: `x-stores: UK` sees that store, without it all. */
export const viewerByStores = ({ headers }: Asking): Viewer => {
  const stores = headers['x-stores']
  return typeof stores === 'string' ? limitedTo(stores.split(',')) : localViewer
}
