/** Decompression of single values and small files, bounded: what would unpack to more than the limit is refused. */
import { gunzipSync, inflateSync } from 'node:zlib'

const MAX_OUTPUT_BYTES = 256 * 1024 * 1024

/** A zlib stream in pieces as one piece. Throws where it is damaged, cut off or larger than the limit. */
export function* inflated(chunks: Iterable<Uint8Array>): Generator<Uint8Array> {
  yield inflateSync(Buffer.concat([...chunks]), { maxOutputLength: MAX_OUTPUT_BYTES })
}

/** A gzip member. Throws where it is damaged, cut off or larger than the limit. */
export const gunzipped = (bytes: Uint8Array): Uint8Array => gunzipSync(bytes, { maxOutputLength: MAX_OUTPUT_BYTES })
