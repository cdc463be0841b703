/** Commands about what goes out of the case in another form, and what comes back. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { type AudienceProfile, CaseError, type PictureRegion, type RedactionArguments, SAFETY_QUESTIONS } from '../contract/index.ts'
import { invokeTyped } from '../service/index.ts'
import { type Action, at, openCaseAt } from './action.ts'
import type { CommandLine } from './arguments.ts'
import { noteNone, oneLine, writeLine } from './output.ts'
import { readPasswordFile } from './passwordFile.ts'

/** What an export is told of its audience. Whoever says `--confirm-safety` states that all the questions were looked at. */
export function redactionOptions({ options, flags }: CommandLine): RedactionArguments {
  const { audience: name, 'key-file': keyFile, 'password-file': passwordFile } = options
  if ((keyFile === undefined) !== (passwordFile === undefined))
    throw new CaseError(
      'usage',
      '--key-file and --password-file belong together: the key file is encrypted with the passphrase in the other.',
    )
  return {
    ...(name === undefined ? {} : { audience: name }),
    ...(keyFile === undefined || passwordFile === undefined
      ? {}
      : { keyFile: resolve(keyFile), keyPassword: readPasswordFile(passwordFile) }),
    ...(flags.has('confirm-safety') ? { safety: SAFETY_QUESTIONS } : {}),
  }
}

export const audience: Action = async (service, line) => {
  const { save, remove } = line.options
  const profile = save === undefined ? null : readProfile(resolve(save))
  await openCaseAt(service, line)
  if (profile !== null) await invokeTyped(service, 'audience.save', { profile })
  if (remove !== undefined) await invokeTyped(service, 'audience.remove', { name: remove })
  for (const one of await invokeTyped(service, 'audience.list', {})) {
    const hidden = Object.entries(one.people).filter(([, treatment]) => treatment !== 'named')
    const text = [one.name, one.title, hidden.map(([role, treatment]) => `${role}: ${treatment}`).join(', '), `pictures: ${one.pictures}`]
    await writeLine(line.flags.has('json') ? JSON.stringify(one) : text.map(oneLine).join('\t'))
  }
  return 0
}

function readProfile(path: string): AudienceProfile {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as AudienceProfile
  } catch {
    throw new CaseError(
      'unreadable',
      `${path} cannot be read as a profile: save what "corroborate audience <case> --json" prints, changed.`,
    )
  }
}

export const markPicture: Action = async (service, line) => {
  const stated = at(line, 1).replace(/^r/, '')
  const attachment = line.options['attachment']
  if (!/^\d{1,15}$/.test(stated) || (attachment !== undefined && !/^\d{1,15}$/.test(attachment)))
    throw new CaseError('usage', 'A picture is named by the number of its record (r345), and --attachment by the number of the attachment.')
  const regions = (line.options['hide'] ?? '')
    .split(';')
    .filter((text) => text.trim() !== '')
    .map(regionOf)
  await openCaseAt(service, line)
  const attachmentId = attachment === undefined ? null : Number(attachment)
  const { sha256 } = await invokeTyped(service, 'picture.mark', { key: Number(stated), attachmentId, regions })
  await writeLine(
    line.flags.has('json') ? JSON.stringify({ sha256, regions }) : `Marked ${sha256}: ${regions.length} parts are painted over for others`,
  )
  return 0
}

/** Fractions of width and height, as the picture is shown. */
function regionOf(text: string): PictureRegion {
  const [left = NaN, top = NaN, width = NaN, height = NaN, ...more] = text.split(',').map(Number)
  if (more.length > 0 || [left, top, width, height].some((value) => !(value >= 0 && value <= 1)))
    throw new CaseError('usage', `--hide takes fractions from 0 to 1, LEFT,TOP,WIDTH,HEIGHT, parted by semicolons, not "${text}".`)
  return { left, top, width, height }
}

export const restore: Action = async (service, line) => {
  const passwordFile = line.options['password-file']
  if (passwordFile === undefined)
    throw new CaseError('usage', 'restore needs --password-file: the key file is encrypted with the passphrase in it.')
  const folder = line.options['package']
  const restored = await invokeTyped(service, 'export.restore', {
    keyFile: resolve(at(line, 0)),
    password: readPasswordFile(passwordFile),
    package: folder === undefined ? null : resolve(folder),
    target: resolve(at(line, 1)),
  })
  const { persons, texts, target } = restored
  await writeLine(
    line.flags.has('json')
      ? JSON.stringify(restored)
      : `Wrote ${persons} persons and ${texts} texts to ${target}. Keep it as you keep the key file.`,
  )
  return 0
}

export const importReview: Action = async (service, line) => {
  await openCaseAt(service, line)
  const imported = await invokeTyped(service, 'review.import', { path: resolve(line.positions[1] ?? '') })
  if (line.flags.has('json')) await writeLine(JSON.stringify(imported))
  else if (imported.alreadyImported) await writeLine('This file was imported before. Nothing was added.')
  else {
    const { reviewer, remarks, conflicts, warnings } = imported
    await writeLine(oneLine(`Added ${remarks.toLocaleString('en')} ${remarks === 1 ? 'remark' : 'remarks'} of ${reviewer}`))
    for (const { sentence } of conflicts) await writeLine(oneLine(`  ? ${sentence}`))
    for (const warning of warnings) await writeLine(oneLine(`  ! ${warning}`))
  }
  return 0
}

export const reviews: Action = async (service, line) => {
  await openCaseAt(service, line)
  const remarks = await invokeTyped(service, 'review.list', {})
  if (remarks.length === 0) noteNone(line, 'No review was imported.')
  for (const remark of remarks) {
    const { exhibit, item, reviewer, mark, comment, conflictsWith } = remark
    const text = [
      exhibit === null ? item : `exhibit ${exhibit}`,
      reviewer,
      mark ?? '',
      comment,
      conflictsWith.length > 0 ? 'contradicts another remark' : '',
    ]
    await writeLine(line.flags.has('json') ? JSON.stringify(remark) : text.map(oneLine).join('\t'))
  }
  return 0
}
