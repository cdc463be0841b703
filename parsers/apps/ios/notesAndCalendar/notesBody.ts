/**
 * Text of a note: gzip around a protobuf, text at fields 2 (document), 3 (note), 2 (text). Published by mac_apt (MIT), which iLEAPP
 * follows, and read on the public Belkasoft image. Pictures and drawings stand in the text as U+FFFC, which is kept.
 */
import { gunzipped } from '../../../formats/binary/inflate.ts'
import { protobufBytes, protobufText } from '../../../formats/binary/protobuf.ts'

/** The text, or in words why there is none. */
export type NoteBody = { readonly text: string } | { readonly problem: string }

export function noteBody(data: Uint8Array): NoteBody {
  let plain: Uint8Array
  try {
    plain = gunzipped(data)
  } catch {
    return { problem: 'not readable: the stored bytes are no gzip stream' }
  }
  const document = protobufBytes(plain, 2)
  const note = document === null ? null : protobufBytes(document, 3)
  const text = note === null ? null : protobufText(note, 2)
  return text === null ? { problem: 'not decoded: the stored bytes have another layout' } : { text }
}
