/** Commands about what comes back from readers of packages. */
import { resolve } from 'node:path'
import { invokeTyped } from '../service/index.ts'
import { type Action, openCaseAt } from './action.ts'
import { oneLine, writeLine } from './output.ts'

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
  for (const remark of await invokeTyped(service, 'review.list', {})) {
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
