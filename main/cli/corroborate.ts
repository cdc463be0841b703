#!/usr/bin/env node
/** The command line: a thin door to the service. */
import { actorName, settingsFolder } from '../service/machine.ts'
import { runCommandLine } from './run.ts'

// A reader that stops early (`| head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))
process.exitCode = await runCommandLine(process.argv.slice(2), { actor: actorName(), settingsFolder: settingsFolder() }, (sentence) =>
  process.stderr.write(`${sentence}\n`),
)
