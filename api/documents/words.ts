import type { Text } from '../text/text.ts'

/** In whose language a document is: that of the store it comes from. */
export type DocumentWords = {
  readonly text: Text
  readonly locale: string
  readonly format: {
    readonly number: (value: number) => string
    /** A calendar date `YYYY-MM-DD`. */
    readonly date: (day: string) => string
  }
}

/** Whose document it is. */
export type Sender = {
  readonly name: string
  /** Line by line; none where nobody has said it. */
  readonly address: readonly string[]
}

/** Whom something goes to, line by line. Nobody is left of who was erased. */
export type Recipient =
  | { readonly kind: 'known'; readonly lines: readonly string[] }
  | { readonly kind: 'erased' }
  /** From who prints it. */
  | { readonly kind: 'hidden' }
  | { readonly kind: 'unknown' }

/** A sender in one line. */
export const inOneLine = ({ name, address }: Sender): string => [name, ...address].join(' · ')

/** The lines of an address, or the sentence that stands in their place. */
export const linesTo = ({ text }: Pick<DocumentWords, 'text'>, to: Recipient): readonly string[] =>
  to.kind === 'known' ? to.lines : [text(`document.to.${to.kind}`)]
