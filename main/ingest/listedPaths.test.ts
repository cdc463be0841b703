import { expect, test } from 'vitest'
import { NO_MESSAGE_FIELDS } from '../../parsers/formats/records/messageDefaults.ts'
import type { AttachmentRef, MessageRecord } from '../../parsers/model/index.ts'
import type { ExtractionEntry } from '../../parsers/sources/extraction.ts'
import { withListedPaths } from './listedPaths.ts'

test('paths that name an app become those of its container', () => {
  const listed = new Map([['Application/org.example/Documents/a.jpg', 'Application/0F0F0F0F/Documents/a.jpg']])
  const stat = (path: string): ExtractionEntry | null => {
    const found = listed.get(path)
    return found === undefined ? null : { path: found, storedAs: found, sizeBytes: 1, modifiedAtMs: null, isPresent: true }
  }
  const file = (path: string | null): AttachmentRef => ({ path, name: 'a', mime: null, sizeBytes: null })
  const message: MessageRecord = {
    ...NO_MESSAGE_FIELDS,
    from: { table: 't', rowId: '1', ordinal: 0 },
    service: 'x',
    direction: 'incoming',
    kind: 'media',
    attachments: [file('Application/org.example/Documents/a.jpg'), file(null), file('elsewhere')],
  }
  expect(withListedPaths(message, { stat })).toEqual({
    ...message,
    attachments: [file('Application/0F0F0F0F/Documents/a.jpg'), file(null), file('elsewhere')],
  })
  const plain = { ...message, attachments: [file('elsewhere')] }
  expect(withListedPaths(plain, { stat })).toBe(plain)
})
