import type { en, TextKey } from './en.ts'

/** Braces of an ICU sentence lie in each other by turns: a message holds arguments, an argument messages. */
type Turned<Text, InMessage> = Text extends `${string}}${infer Rest}`
  ? Turned<Rest, InMessage extends true ? false : true>
  : InMessage

/** What the brace opens: `count, plural, one ` or `name`. */
type Opened<Text> = Text extends `${infer Before}{${string}` ? UpToClose<Before> : UpToClose<Text>
type UpToClose<Text> = Text extends `${infer Argument}}${string}` ? Argument : Text

/** Every argument of a sentence as it is written, without its messages: `name`, `count, plural, one `. */
type ArgumentsIn<Sentence, InMessage = true> = Sentence extends `${infer Before}{${infer After}`
  ? Turned<Before, InMessage> extends true
    ? Opened<After> | ArgumentsIn<After, false>
    : ArgumentsIn<After>
  : never

type NameIn<Argument> = Argument extends `${infer Name},${string}` ? Name : Argument
type ValueOf<Argument> = Argument extends `${string}, ${'plural' | 'number' | 'selectordinal'}${string}`
  ? number
  : string | number

/** The values a sentence is filled with: numbers where it counts or formats one. */
export type ParametersOf<Sentence> = {
  readonly [Argument in ArgumentsIn<Sentence> & string as NameIn<Argument>]: ValueOf<Argument>
}

/** What has to be given with a key, or with any of several. */
export type Needed<Key extends TextKey> = [ArgumentsIn<(typeof en)[Key]>] extends [never]
  ? []
  : [parameters: ParametersOf<(typeof en)[Key]>]

/** Keys of sentences that stand without parameters, such as labels. */
export type PlainKey = {
  [Key in TextKey]: [ArgumentsIn<(typeof en)[Key]>] extends [never] ? Key : never
}[TextKey]
