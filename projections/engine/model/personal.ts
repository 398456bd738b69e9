/**
 * A personal value as handlers get it: it can be put into a column declared personal and nowhere else. It opens only
 * in the engine's writer (`reveal`), prints as `[personal]`, and the compiler refuses it where text is asked for.
 */
export class Personal<T> {
  readonly #open: () => T

  /** @param open Called at most when the value is written; may decrypt. */
  constructor(open: () => T) {
    this.#open = open
  }

  toString(): string {
    return '[personal]'
  }

  toJSON(): string {
    return '[personal]'
  }

  /** For the engine's writer and for pages of a viewer who may see personal data. */
  static reveal<T>(value: Personal<T> | null): T | null {
    return value === null ? null : value.#open()
  }

  /** A new closed value computed from this one. */
  map<U>(change: (value: T) => U): Personal<U> {
    return new Personal(() => change(this.#open()))
  }
}
