/** Help pages and the words for mistakes at the command line, in the language of the terminal. */
import { type Command, Help } from 'commander'
import { inLanguage } from './language.ts'
import { translateHelp, translateMistake } from './translate.ts'

const words = inLanguage({
  ru: { help: 'показать эту справку', helpOf: 'показать справку о команде', version: 'показать версию' },
  en: { help: 'display help for command', helpOf: 'display help for command', version: 'output the version number' },
})

const plain = new Help()

/** Gives a command and all below it their words. */
export function speak(command: Command, version?: string): Command {
  if (version) command.version(version, '-V, --version', words.version)
  command
    .helpOption('-h, --help', words.help)
    .configureOutput({ outputError: (text, write) => write(translateMistake(text)) })
    .configureHelp({
      styleTitle: translateHelp,
      commandUsage: (one) => translateHelp(plain.commandUsage(one)),
      subcommandTerm: (one) => translateHelp(plain.subcommandTerm(one)),
      optionDescription: (option) => translateHelp(plain.optionDescription(option)),
      argumentDescription: (argument) => translateHelp(plain.argumentDescription(argument)),
    })
  if (command.commands.length > 0) command.helpCommand('help [command]', words.helpOf)
  for (const below of command.commands) speak(below)
  return command
}
