#!/usr/bin/env node
/** The command line: a thin door to the service. Exit codes are a public contract (design, section 8). */
import { CaseError, type FailureKind } from '../contract/index.ts'
import { createService, failureOf } from '../service/index.ts'
import { actorName, settingsFolder } from '../service/machine.ts'
import { parseCommandLine } from './arguments.ts'
import { COMMAND_ACTIONS } from './commands.ts'
import { oneLine } from './output.ts'

const EXIT_CODES: Readonly<Record<FailureKind, number>> = { usage: 2, unreadable: 3, password: 3, 'no-case': 3, 'not-found': 2, busy: 3, cancelled: 3, verification: 4, bug: 1 }

async function main(argv: readonly string[]): Promise<number> {
  const service = createService({ actor: actorName(), settingsFolder: settingsFolder() })
  try {
    const line = parseCommandLine(argv[0] === '--help' || argv[0] === '-h' ? ['help'] : argv)
    const action = COMMAND_ACTIONS[line.command]
    if (action === undefined) throw new CaseError('usage', `There is no command "${line.command}".`)
    return await action(service, line)
  } catch (error) {
    const { kind, message } = failureOf(error)
    process.stderr.write(`${oneLine(message)}\n`)
    return EXIT_CODES[kind]
  } finally {
    await service.close()
  }
}

// A reader that stops early (`| head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))
process.exitCode = await main(process.argv.slice(2))
