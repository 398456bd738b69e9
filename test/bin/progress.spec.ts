import { describe, expect, it } from 'vitest'
import { estimatedTotal, showProgress } from '../../bin/progress.ts'

/** What is written to a stream that is no terminal. */
const written = (show: (progress: ReturnType<typeof showProgress>) => void, isShare = false): string => {
  let text = ''
  const out = { isTTY: false, write: (part: string) => ((text += part), true) } as unknown as NodeJS.WriteStream
  show(showProgress('Copying', { out, isShare }))
  return text
}

describe('progress', () => {
  it('of things that are counted tells how many of how many, and the rate', () => {
    expect(written(progress => progress.end(1_200, 1_200))).toMatch(
      /^Copying 100 %  1,200 of 1,200, [\d,]+\/s in \d+ s\n$/,
    )
  })

  it('of a share tells the share alone', () => {
    expect(written(progress => progress.end(1, 1), true)).toMatch(/^Copying 100 % in \d+ s\n$/)
  })

  it('estimates the events of a log from those up to a position, and is exact where positions count', () => {
    expect(estimatedTotal(50, 50n, 200n)).toBe(200)
    expect(estimatedTotal(50, 40_000n, 160_000n)).toBe(200)
    expect(estimatedTotal(200, 160_000n, 160_000n)).toBe(200)
    expect(estimatedTotal(0, 0n, 160_000n)).toBe(0)
  })
})
