/**
 * Messenger on the iPhone, `lightspeed-userDatabases/<account>.db`, and the copy that the Facebook app keeps (`fb-msys-<account>.db`).
 * Tables and meanings are those of the mailbox that both platforms share (bothPlatforms/msysMailbox.ts). The file's name is the owner's account id.
 */
import { MSYS_OPTIONAL, MSYS_REQUIRED, msysRecords } from '../../bothPlatforms/msysMailbox.ts'
import { defineSqliteParser } from '../../../model/index.ts'

const ACCOUNT_IN_NAME = /(?:^|[/-])(\d{5,20})\.db$/

export const iosMessenger = defineSqliteParser({
  id: 'ios-messenger',
  version: 1,
  app: 'Messenger',
  platform: 'ios',
  store: 'Messenger (lightspeed database)',
  reads: ['**/lightspeed-userDatabases/*.db', '**/fb-msys-*.db'],
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
