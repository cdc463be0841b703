/** One command line from its words to its exit code (a public contract: design, section 8). */
import { CaseError, type FailureKind } from '../contract/index.ts'
import { createService, failureOf, type ServiceOptions } from '../service/index.ts'
import { parseCommandLine } from './arguments.ts'
import { COMMAND_ACTIONS } from './commands.ts'
import { oneLine } from './output.ts'

const EXIT_CODES: Readonly<Record<FailureKind, number>> = {
  usage: 2,
  unreadable: 3,
  password: 3,
  'no-case': 3,
  'not-found': 2,
  busy: 3,
  cancelled: 3,
  verification: 4,
  bug: 1,
}

/** The window has a field for it. */
const onCommandLine = (message: string): string => message.replace(/(?<=give its password)(?=\.$)/, ' with --password-file')

/** `complain` is given one plain sentence when the command fails. Output goes to standard output. */
export async function runCommandLine(
  argv: readonly string[],
  options: ServiceOptions,
  complain: (sentence: string) => void,
): Promise<number> {
  const service = createService(options)
  try {
    const line = parseCommandLine(argv[0] === '-h' || argv.includes('--help') ? ['help'] : argv)
    const action = COMMAND_ACTIONS[line.command]
    if (action === undefined) throw new CaseError('usage', `There is no command "${line.command}".`)
    return await action(service, line)
  } catch (error) {
    const { kind, message } = failureOf(error)
    complain(oneLine(onCommandLine(message)))
    return EXIT_CODES[kind]
  } finally {
    await service.close()
  }
}
