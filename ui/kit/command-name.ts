import type { CommandRoute } from '../../api/commands.ts'
import { sentenceUnder } from '../../api/text/text.ts'
import type { Words } from '../words.ts'
import { thingWords } from './labels.ts'

/** What a command is called on its button, card and page: `do.CloseWarehouse`, else what all of its kind are called. */
export const commandName = (words: Words, { command, decider, path }: CommandRoute): string =>
  sentenceUnder(words.text, `do.${command}`) ??
  (path.includes(':id') ? words.text('form.save') : words.text('form.create', thingWords(words, decider.category)))
