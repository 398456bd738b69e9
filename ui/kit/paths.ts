import type { TextKey } from '../../api/text/en.ts'

type Leaf = string | number | boolean | null | undefined

/** The paths of a command's fields: `name`, `names.en`, `lines`, and `lines.sku` of each of its rows. */
type PathOf<Data> = {
  [Key in keyof Data & string]: NonNullable<Data[Key]> extends Leaf
    ? Key
    : NonNullable<Data[Key]> extends readonly (infer Item)[]
      ? Key | (Item extends Leaf ? never : `${Key}.${PathOf<Item>}`)
      : `${Key}.${PathOf<NonNullable<Data[Key]>>}`
}[keyof Data & string]

/** A path that the catalogue has a label for: `field.prices.gross`, else `field.gross`. */
type Labelled<Path extends string, Rest extends string = Path> = `field.${Rest}` extends TextKey
  ? Path
  : Rest extends `${string}.${infer Last}`
    ? Labelled<Path, Last>
    : never

/** What a form may ask of a command: the fields that it has and that have a name. Anything else does not compile. */
export type FieldPath<Data> = PathOf<Data> extends infer Path ? (Path extends string ? Labelled<Path> : never) : never

/** The fields of a command that repeat: lists of things that have fields of their own. */
export type RowsPath<Data> = {
  [Key in keyof Data & string]: NonNullable<Data[Key]> extends readonly (infer Item)[]
    ? Item extends Leaf
      ? never
      : Key
    : never
}[keyof Data & string]

/** The fields of such a row: `sku` of `lines`. */
export type RowField<Data, Name extends string> =
  FieldPath<Data> extends infer Path ? (Path extends `${Name}.${infer Rest}` ? Rest : never) : never

/** The fields of a command that have a value per language. */
export type LanguagePath<Data> = {
  [Key in keyof Data & string]: NonNullable<Data[Key]> extends Readonly<Record<string, string>>
    ? `field.${Key}` extends TextKey
      ? Key
      : never
    : never
}[keyof Data & string]
