/**
 * Messenger on Android, `msys_database_<account>`, in the folder of Messenger and, as a second copy, in that of the Facebook app.
 * Tables and meanings are those of the mailbox that both platforms share (bothPlatforms/msysMailbox.ts). The file's name is the owner's account id.
 */
import { MSYS_OPTIONAL, MSYS_REQUIRED, msysRecords } from '../../bothPlatforms/msysMailbox.ts'
import { defineSqliteParser } from '../../../model/index.ts'

const ACCOUNT_IN_NAME = /(?:^|\/)msys_database_(\d{5,20})(?:\.db)?$/

export const androidMessenger = defineSqliteParser({
  id: 'android-messenger',
  version: 1,
  app: 'Messenger',
  platform: 'android',
  store: 'Messenger (msys_database)',
  reads: ['**/msys_database_*'],
  inBackups: false,
  yields: ['message', 'call', 'contact', 'account'],
  proof: 'source-verified',
  scheme: 'facebook',
  doesNotCover: [
    'contents of secret conversations (secure_messages), which are encrypted',
    'replies, forwarded and unsent messages, polls, stickers',
    'calls that only stand as a card in the chat',
    'files on the service of which only the address is stored',
  ],
  requires: MSYS_REQUIRED,
  optional: MSYS_OPTIONAL,
  parse: (database, context) => msysRecords(database, context, ACCOUNT_IN_NAME.exec(context.path)?.[1] ?? null),
})
