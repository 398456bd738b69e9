import { localViewer } from '../../bin/local-viewer.ts'
import type { Viewer } from '../../domain/viewer.ts'

/** Who looks at a server of specs: the local session, but while something is done `as` somebody else. */
export const lookingAs = () => {
  let viewer: Viewer = localViewer
  const as = async <Result>(over: Partial<Viewer>, act: () => Promise<Result>): Promise<Result> => {
    viewer = { ...localViewer, ...over }
    try {
      return await act()
    } finally {
      viewer = localViewer
    }
  }
  return { viewerOf: () => viewer, as }
}
