/** What LINE on the iPhone keeps beside Line.sqlite: the own account (settings), reactions (MessageExt.sqlite), files of messages. */
import { instantOf } from '../../../formats/values/epochs.ts'
import { LINE_REACTIONS } from './lineContent.ts'
import type { OwnAccount } from '../../../formats/records/ownAccount.ts'
import { plistDictOf, textIn } from '../../../formats/plist/plistReading.ts'
import { sideRows } from '../../../formats/sqlite/storedRows.ts'
import { codeInWords, factsOf, instantInWords, textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import type { AttachmentRef, EvidenceDatabase, ParserContext } from '../../../model/index.ts'
import type { LinePeople } from './linePeople.ts'

export const SETTINGS_FILES: Readonly<Record<string, readonly string[]>> = { settings: ['**/Library/Preferences/jp.naver.line.plist'] }
const REACTION_COLUMNS = ['ZMESSAGEID', 'ZREACTORMID', 'ZREACTIONTYPE', 'ZCUSTOMREACTION', 'ZCREATEDAT']
/** Endings that were seen, and those of the same kinds of content. */
const ENDINGS = ['jpg', 'png', 'gif', 'heic', 'mp4', 'mov', 'm4a', 'aac', 'pdf']
const APP_FOLDER = 'private/var/mobile/Containers/Data/Application/jp.naver.line/Library/Application Support/PrivateStore'

/** The folder of the store names the account; the settings have its name, where they are of the same account. */
export function ownLineAccount(context: ParserContext): OwnAccount | null {
  const settings = plistDictOf(context.sideFile('settings')?.bytes)
  const [inPath, inSettings] = [/\/P_([^/]+)\//.exec(context.path)?.[1] ?? null, textIn(settings, 'mid')]
  const raw = inPath ?? inSettings
  if (raw === null) return null
  const own = inSettings === raw ? settings : null
  const name = textIn(own, 'name')
  const facts = factsOf({
    'known by': inPath === null ? 'settings of the app' : `folder of the store (P_${raw})`,
    'user name': textIn(own, 'uid'),
    'telephone number': textIn(own, 'tel'),
    'status text': textIn(own, 'statusMessage'),
  })
  return { service: 'LINE', identity: { scheme: 'other', raw, name, country: null }, name, facts: facts ?? {} }
}

/** Id of a message -> its reactions in words. */
export function readLineReactions(database: EvidenceDatabase | null, people: LinePeople): ReadonlyMap<string, string> {
  const reactions = new Map<string, string>()
  if (database === null) return reactions
  for (const row of sideRows(database, { table: 'ZMESSAGEREACTION', columns: REACTION_COLUMNS })) {
    const [message, reactor] = [textOf(row['ZMESSAGEID']), textOf(row['ZREACTORMID'])]
    if (message === null) continue
    const what = textOf(row['ZCUSTOMREACTION']) ?? codeInWords(row['ZREACTIONTYPE'], LINE_REACTIONS) ?? 'unknown'
    const at = instantInWords(instantOf(timeValueOf(row['ZCREATEDAT']), 'unix-s'))
    const who = reactor === null ? 'unknown' : (people.byMid(reactor).name ?? reactor)
    const words = `${what} by ${who}${at === null ? '' : ` (${at})`}`
    reactions.set(message, [reactions.get(message) ?? [], words].flat().join('; '))
  }
  return reactions
}

/** The file of a message is `Message Attachments/<chat>/<message id>.<ending>` in the account's folder, of the store's container or of the app's. */
export function lineFile(chat: string, message: string, fileName: string | null, context: ParserContext): AttachmentRef['path'] {
  if (!/^\w+$/.test(chat) || !/^\w+$/.test(message)) return null
  const [, store, account] = /^(.*\/)?(P_[^/]+)\/Messages\/[^/]*$/.exec(context.path) ?? []
  if (account === undefined) return null
  const own = /\.(\w{1,8})$/.exec(fileName ?? '')?.[1]
  const names = [...new Set([...(own === undefined ? [] : [own]), ...ENDINGS])].map((ending) => `${message}.${ending}`)
  const folders = [`${store ?? ''}${account}`, `${APP_FOLDER}/${account}`].map((folder) => `${folder}/Message Attachments/${chat}`)
  const paths = folders.flatMap((folder) => [...names, message].map((name) => `${folder}/${name}`))
  return paths.find((path) => context.hasFile(path)) ?? null
}
