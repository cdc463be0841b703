/**
 * The own account of Tinder in `files/datastore`, and the small protobuf values of its database.
 *
 * No schema is published. Fields by position, as ALEAPP found them: `id` 1.1 the account; `user` 1 the profile, in it 1 the id, 6 the name,
 * 4.1 the birth in milliseconds, 3.1 the text about the person; `account` 1.1.1 the e-mail address, 1.4.1 the number; of a picture 1 is the address.
 */
import type { OwnAccount } from '../../../formats/records/ownAccount.ts'
import { ProtobufMessage } from '../../../formats/binary/protobufMessage.ts'
import { serviceIdentity } from '../../../formats/records/recordDefaults.ts'
import { bytesOf, factsOf } from '../../../formats/values/storedValues.ts'
import type { ParserContext, SqlValue } from '../../../model/index.ts'

export const TINDER_DATASTORE: Readonly<Record<string, readonly string[]>> = {
  id: ['**/com.tinder/files/datastore/id'],
  user: ['**/com.tinder/files/datastore/user'],
  account: ['**/com.tinder/files/datastore/account'],
}

const within = (message: ProtobufMessage | null, ...fields: number[]): ProtobufMessage | null => {
  let at = message
  for (const field of fields) at = at?.message(field) ?? null
  return at
}

function fileMessage(context: ParserContext, name: string): ProtobufMessage | null {
  const file = context.sideFile(name)
  return file === null ? null : new ProtobufMessage(file.bytes)
}

/** Null where no file names the account. */
export function tinderOwnAccount(context: ParserContext): OwnAccount | null {
  const user = within(fileMessage(context, 'user'), 1)
  const account = fileMessage(context, 'account')
  const id = within(fileMessage(context, 'id'), 1)?.text(1) ?? user?.text(1) ?? null
  if (id === null) return null
  const name = user?.text(6) ?? null
  const facts = factsOf({
    'where it stands': 'files/datastore of the app, not the row',
    'e-mail address': within(account, 1, 1)?.text(1),
    telephone: within(account, 1, 4)?.text(1),
    'about the person': within(user, 3)?.text(1),
  })
  return { service: 'Tinder', identity: serviceIdentity(id, name), name, facts: facts ?? {} }
}

/** A number in protobuf field 1 whose meaning nobody has published. */
export function genderCode(stored: SqlValue | undefined): string | null {
  const bytes = bytesOf(stored)
  const code = bytes === null ? null : new ProtobufMessage(bytes).integer(1)
  return code === null ? null : String(code)
}

export function photoAddresses(stored: SqlValue | undefined): string[] {
  const bytes = bytesOf(stored)
  const photos = bytes === null ? [] : new ProtobufMessage(bytes).messages(1)
  return photos.map((photo) => photo.text(1)).filter((address) => address !== null)
}
