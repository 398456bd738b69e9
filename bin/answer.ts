/** What became of a command: new events, the same outcome as in a run before, or a refusal as a sentence and its code. */
export type Answer = 'stored' | 'known' | { readonly rejected: string; readonly code: string }
