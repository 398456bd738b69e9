/** A document that was made. */
export type MadeDocument = {
  /** What people call the file, in the language of the document, without an ending. */
  readonly name: string
  readonly body: Buffer
}

/** A document of the thing that a page is about, as `<path of the page>/<key>.pdf`. */
export type PageDocument<Context> = {
  readonly key: string
  /** Undefined for a thing that is not there. */
  readonly make: (context: Context) => Promise<MadeDocument | undefined>
}

/** Its path below that of its page. */
export const documentPath = (page: string, { key }: { readonly key: string }): string => `${page}/${key}.pdf`
