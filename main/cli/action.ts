/** What every command is, and how it finds the case that a person names. */
import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import type { CaseInfo } from '../contract/index.ts'
import { invokeTyped, type Service } from '../service/index.ts'
import type { CommandLine } from './arguments.ts'

/** Answers the exit code. */
export type Action = (service: Service, line: CommandLine) => Promise<number>

export const at = (line: CommandLine, index: number): string => line.positions[index] ?? ''

/** The case file that a person names, with or without its ending; the text as it is where there is none. */
export function caseAt(line: CommandLine): string {
  const path = resolve(at(line, 0))
  return [path, `${path}.corroborate`].find((candidate) => statSync(candidate, { throwIfNoEntry: false })?.isFile() === true) ?? path
}

export const openCaseAt = (service: Service, line: CommandLine): Promise<CaseInfo> =>
  invokeTyped(service, 'case.open', { path: caseAt(line) })
