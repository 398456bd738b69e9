import { folded } from '../projections/engine/model/words.ts'

/** From here on one slip is forgiven; shorter words are too like each other. */
const FORGIVEN = 5

/** Whether one letter more, less, other or in the place of its neighbour makes one word the other. */
const isOneSlip = (a: string, b: string): boolean => {
  if (Math.abs(a.length - b.length) > 1) return false
  let same = 0
  while (same < a.length && a[same] === b[same]) same += 1
  const [restA, restB] = [a.slice(same), b.slice(same)]
  const isSwapped = restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2)
  return isSwapped || restA.slice(1) === restB.slice(1) || restA.slice(1) === restB || restA === restB.slice(1)
}

const begins = (word: string, typed: string): boolean =>
  word.startsWith(typed) ||
  (typed.length >= FORGIVEN &&
    [-1, 0, 1].some(more => isOneSlip(typed, word.slice(0, Math.max(typed.length + more, 1)))))

const wordsIn = (text: string): string[] =>
  folded(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(word => word !== '')

/** Whether every word that was typed begins a word of the name, with at most one slip each. */
export const isNear = (name: string, typed: string): boolean => {
  const words = wordsIn(name)
  const wanted = wordsIn(typed)
  return wanted.length > 0 && wanted.every(one => words.some(word => begins(word, one)))
}
