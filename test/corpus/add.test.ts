/**
 * The whole command on public data: `add`, then `list` and `coverage`, against the truth beside each input. The truth
 * was computed with other programs. Every input must have the same hashes afterwards, and no new file beside it.
 */
import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { corpusPath, corpusTitle, hasCorpus } from '../parsers/corpus.ts'
import { hashesBelow, Scratch } from '../support/commandLine.ts'

interface Message {
  readonly service: string
  readonly thread: {
    readonly title: string | null
    readonly participants: readonly { readonly identifier: string; readonly name: string | null }[]
  } | null
  readonly sender: { readonly identifier: string; readonly name: string | null } | null
  readonly direction: string
  readonly kind: string
  readonly sentAt: string | null
  readonly body: string | null
  readonly attachments: readonly { readonly path: string | null; readonly mime: string | null; readonly present: boolean }[]
  readonly state: string
  readonly from: { readonly file: string; readonly table: string; readonly row: number; readonly parser: string }
}
interface Contact {
  readonly name: string | null
  readonly organisation: string | null
  readonly identifiers: readonly { readonly kind: string; readonly value: string; readonly raw: string }[]
  readonly from: { readonly file: string; readonly row: number }
}
interface Coverage {
  readonly store: string
  readonly file: string | null
  readonly status: string
  readonly rowsRead: number
  readonly records: number
  readonly skipped: number
}
interface Media {
  readonly path: string
  readonly takenAt: string | null
  readonly takenAtLocal: string | null
  readonly lat: number | null
  readonly lon: number | null
}

const truthOf = <Truth>(name: string): Truth => JSON.parse(readFileSync(corpusPath(name, 'truth.json'), 'utf8')) as Truth
const cocoaIso = (seconds: number): string => new Date((seconds + 978_307_200) * 1000).toISOString()

/** Adds one input to a fresh case; hashes are taken before and compared by the last test of each block. */
function added(...input: string[]): { scratch: Scratch; casePath: string; before: Record<string, string>; folder: string } {
  const scratch = new Scratch()
  const path = corpusPath(...input)
  const folder = dirname(path)
  const before = hashesBelow(folder)
  const casePath = scratch.path('case.corroborate')
  const ran = scratch.run('add', casePath, path)
  expect(ran).toMatchObject({ exitCode: 0, stderr: '' })
  return { scratch, casePath, before, folder }
}

const isAccounted = ({ rowsRead, records, skipped }: Coverage): boolean => rowsRead === records + skipped

function block(name: string, input: readonly string[], tests: (at: () => ReturnType<typeof added>) => void): void {
  describe.skipIf(!hasCorpus)(corpusTitle(name), () => {
    let state: ReturnType<typeof added> | null = null
    const at = (): ReturnType<typeof added> => {
      if (state === null) throw new Error('the input was not added')
      return state
    }
    beforeAll(() => {
      state = added(...input)
    })
    afterAll(() => state?.scratch.dispose())
    tests(at)
    test('accounts for every row', () => {
      const rows = at().scratch.json<Coverage>('coverage', at().casePath)
      expect(rows.filter((row) => !isAccounted(row))).toEqual([])
    })
    test('leaves every input as it was, with no new file beside it', () => {
      expect(hashesBelow(at().folder)).toEqual(at().before)
    })
  })
}

interface BackupTruth {
  readonly manifest_file_entries_missing_on_disk: number
  readonly sms: readonly { readonly ROWID: number; readonly text: string; readonly date: number; readonly is_from_me: number }[]
  readonly handles: readonly { readonly id: string; readonly service: string }[]
  readonly whatsapp: readonly {
    readonly Z_PK: number
    readonly ZISFROMME: number
    readonly ZMESSAGEDATE: number
    readonly ZTEXT: string
    readonly ZCHATSESSION: number
  }[]
  readonly whatsapp_sessions: readonly { readonly Z_PK: number; readonly ZCONTACTJID: string; readonly ZPARTNERNAME: string }[]
  readonly whatsapp_contacts: readonly {
    readonly Z_PK: number
    readonly ZFULLNAME: string
    readonly ZPHONENUMBER: string
    readonly ZWHATSAPPID: string
    readonly ZLID: string | null
  }[]
}
const fromHex = (hex: string): string => Buffer.from(hex, 'hex').toString('utf8')

block('add ios-backup-mvt', ['ios-backup-mvt', 'input', 'ios_backup'], (at) => {
  test('gives the messages of sms.db and WhatsApp, field by field', () => {
    const truth = truthOf<BackupTruth>('ios-backup-mvt')
    const messages = at().scratch.json<Message>('list', at().casePath, 'messages')
    expect(messages).toHaveLength(truth.sms.length + truth.whatsapp.length)
    const sms = messages.filter(({ from }) => from.file.endsWith('sms.db'))
    const [handle] = truth.handles
    expect(
      sms.map(({ from, body, direction, service, sender, sentAt, state }) => ({
        row: from.row,
        body,
        direction,
        service,
        sender: sender?.identifier,
        sentAt,
        state,
      })),
    ).toEqual(
      truth.sms.map(({ ROWID, text, date, is_from_me }) => ({
        row: ROWID,
        body: text,
        direction: is_from_me === 1 ? 'outgoing' : 'incoming',
        service: handle?.service,
        sender: handle?.id,
        sentAt: cocoaIso(date / 1e9),
        state: 'live',
      })),
    )
    const whatsapp = messages.filter(({ service }) => service === 'WhatsApp')
    expect(
      whatsapp.map(({ from, body, direction, sentAt, thread }) => ({ row: from.row, body, direction, sentAt, title: thread?.title })),
    ).toEqual(
      truth.whatsapp.map(({ Z_PK, ZTEXT, ZISFROMME, ZMESSAGEDATE, ZCHATSESSION }) => ({
        row: Z_PK,
        body: ZTEXT,
        direction: ZISFROMME === 1 ? 'outgoing' : 'incoming',
        sentAt: cocoaIso(ZMESSAGEDATE),
        title: truth.whatsapp_sessions.find((session) => session.Z_PK === ZCHATSESSION)?.ZPARTNERNAME,
      })),
    )
  })

  test('gives the WhatsApp contacts with number, WhatsApp id and LID', () => {
    const truth = truthOf<BackupTruth>('ios-backup-mvt')
    const listed = at().scratch.json<Contact>('list', at().casePath, 'contacts')
    const contacts = listed.filter(({ from }) => from.file.endsWith('ContactsV2.sqlite'))
    expect(contacts.map(({ from, name }) => [from.row, name])).toEqual(
      truth.whatsapp_contacts.map(({ Z_PK, ZFULLNAME }) => [Z_PK, fromHex(ZFULLNAME)]),
    )
    for (const [index, { ZPHONENUMBER, ZWHATSAPPID, ZLID }] of truth.whatsapp_contacts.entries()) {
      const raws = contacts[index]?.identifiers.map(({ raw }) => raw) ?? []
      for (const stored of [ZPHONENUMBER, ZWHATSAPPID, ...(ZLID === null ? [] : [ZLID])]) expect(raws).toContain(fromHex(stored))
    }
  })

  test('names every listed file whose bytes are missing', () => {
    const truth = truthOf<BackupTruth>('ios-backup-mvt')
    const missing = at()
      .scratch.json<Coverage>('coverage', at().casePath)
      .filter(({ status }) => status === 'missing')
    expect(missing).toHaveLength(truth.manifest_file_entries_missing_on_disk)
    expect(new Set(missing.map(({ file }) => file)).size).toBe(truth.manifest_file_entries_missing_on_disk)
    expect(missing.every(({ file }) => file !== null && file !== '')).toBe(true)
  })

  test('recognises the same backup when it is added again', () => {
    const { scratch, casePath } = at()
    const again = scratch.run('add', casePath, corpusPath('ios-backup-mvt', 'input', 'ios_backup'))
    expect(again).toMatchObject({ exitCode: 0, stderr: '' })
    expect(again.stdout).toContain('already in the case')
    expect(scratch.json('sources', casePath)).toHaveLength(1)
  })
})

interface Ios5Truth {
  readonly rows: readonly {
    readonly rowid: number
    readonly utc: string
    readonly direction: string
    readonly address: string | null
    readonly text: string | null
  }[]
  readonly mms_pieces: readonly { readonly message_id: number; readonly content_type: string; readonly data: string | null }[]
}

block('add ios-sms-ios5-logical', ['ios-sms-ios5-logical', 'input', 'sms.db'], (at) => {
  test('gives the rows of the iOS 5 schema, with MMS text and picture', () => {
    const truth = truthOf<Ios5Truth>('ios-sms-ios5-logical')
    const messages = at().scratch.json<Message>('list', at().casePath, 'messages')
    const textOf = (rowid: number, text: string | null): string | null => {
      const piece = truth.mms_pieces.find(({ message_id, content_type }) => message_id === rowid && content_type === 'text/plain')?.data
      return text ?? (piece === null || piece === undefined ? null : fromHex(piece))
    }
    expect(messages.map(({ from, sentAt, direction, body }) => ({ row: from.row, sentAt, direction, body }))).toEqual(
      truth.rows.map(({ rowid, utc, direction, text }) => ({
        row: rowid,
        sentAt: utc,
        direction: direction === 'sent' ? 'outgoing' : 'incoming',
        body: textOf(rowid, text),
      })),
    )
    // "(209) 598-1933" and "+12095981933" are one number: the row states its country.
    const digits = (text: string): string => text.replace(/\D/g, '').slice(-10)
    for (const { rowid, address } of truth.rows) {
      const message = messages.find(({ from }) => from.row === rowid)
      if (address !== null) expect(message?.thread?.participants.map(({ identifier }) => identifier)).toEqual([`+1${digits(address)}`])
    }
    expect(messages.find(({ from }) => from.row === 6)?.attachments.map(({ mime, present }) => ({ mime, present }))).toEqual([
      { mime: 'image/jpeg', present: false },
    ])
  })
})

interface MacTruth {
  readonly messages: number
  readonly rows: readonly (readonly [row: number, utc: string, isFromMe: number, handle: string, text: string])[]
}

block('add macos-imessage-plaso', ['macos-imessage-plaso', 'input', 'chat.db'], (at) => {
  test('gives the rows whose date counts seconds', () => {
    const truth = truthOf<MacTruth>('macos-imessage-plaso')
    const messages = at().scratch.json<Message>('list', at().casePath, 'messages')
    const plain = (identifier: string | undefined): string | undefined => identifier?.replace(/^\+/, '')
    expect(
      messages.map(({ from, sentAt, direction, thread, body }) => [
        from.row,
        sentAt,
        direction === 'outgoing' ? 1 : 0,
        plain(thread?.participants[0]?.identifier),
        body,
      ]),
    ).toEqual(truth.rows)
    expect(messages.filter(({ direction }) => direction === 'incoming').map(({ sender }) => plain(sender?.identifier))).toEqual(
      truth.rows.filter((row) => row[2] === 0).map((row) => row[3]),
    )
  })
})

interface AddressBookTruth {
  readonly contacts: number
  readonly phones: number
  readonly emails: number
  readonly people: readonly {
    readonly rowid: number
    readonly first: string | null
    readonly last: string | null
    readonly emails: readonly (readonly [string, string])[]
  }[]
}

for (const name of ['ios-addressbook-belkasoft6', 'ios-addressbook-mvs2023']) {
  block(`add ${name}`, [name, 'input'], (at) => {
    test('gives the contacts, which lie in the write-ahead log only', () => {
      const truth = truthOf<AddressBookTruth>(name)
      const contacts = at().scratch.json<Contact>('list', at().casePath, 'contacts')
      expect(contacts).toHaveLength(truth.contacts)
      expect(contacts.map(({ from, name: found }) => [from.row, found])).toEqual(
        truth.people.map(({ rowid, first, last }) => [rowid, [first, last].filter(Boolean).join(' ')]),
      )
      expect(contacts.flatMap(({ identifiers }) => identifiers).filter(({ kind }) => kind === 'phone')).toHaveLength(truth.phones)
      expect(contacts.flatMap(({ identifiers }) => identifiers.filter(({ kind }) => kind === 'email').map(({ raw }) => raw))).toEqual(
        truth.people.flatMap(({ emails }) => emails.map(([, address]) => address)),
      )
    })
  })
}

interface PhotoTruth {
  readonly photos: number
  readonly with_gps: number
  readonly exiftool_13_58: readonly {
    readonly file: string
    readonly GPSLatitude?: number
    readonly GPSLongitude?: number
    readonly DateTimeOriginal?: string
  }[]
}

block('add photos-gps-ianare', ['photos-gps-ianare', 'input'], (at) => {
  test('gives position and time of every photo', () => {
    const truth = truthOf<PhotoTruth>('photos-gps-ianare')
    const media = at().scratch.json<Media>('list', at().casePath, 'media')
    expect(media).toHaveLength(truth.photos)
    expect(media.filter(({ lat }) => lat !== null)).toHaveLength(truth.with_gps)
    const byName = new Map(media.map((photo) => [photo.path.slice(photo.path.lastIndexOf('/') + 1), photo]))
    for (const { file, GPSLatitude, GPSLongitude, DateTimeOriginal } of truth.exiftool_13_58) {
      const photo = byName.get(file)
      if (GPSLatitude === undefined || GPSLongitude === undefined) expect([photo?.lat, photo?.lon]).toEqual([null, null])
      else {
        expect(photo?.lat).toBeCloseTo(GPSLatitude, 6)
        expect(photo?.lon).toBeCloseTo(GPSLongitude, 6)
      }
      if (DateTimeOriginal !== undefined) {
        // Wall-clock time without a zone is never stamped UTC.
        expect(photo?.takenAt).toBeNull()
        expect(photo?.takenAtLocal?.slice(0, 19)).toBe(DateTimeOriginal.replace(/^(\d+):(\d+):(\d+) /, '$1-$2-$3T'))
      }
    }
  })
})

block('add composite-dev-zips', ['composite-dev-zips', 'input', 'ios_dev.zip'], (at) => {
  test('gives the counts of the iPhone zip', () => {
    const { ios } = truthOf<{ readonly ios: { readonly sms: number; readonly contacts: number; readonly whatsapp: number } }>(
      'composite-dev-zips',
    )
    const messages = at().scratch.json<Message>('list', at().casePath, 'messages')
    expect(messages.filter(({ from }) => from.file.endsWith('sms.db'))).toHaveLength(ios.sms)
    expect(messages.filter(({ service }) => service === 'WhatsApp')).toHaveLength(ios.whatsapp)
    const addressBook = at()
      .scratch.json<Contact & { from: { file: string } }>('list', at().casePath, 'contacts')
      .filter(({ from }) => from.file.endsWith('AddressBook.sqlitedb'))
    expect(addressBook).toHaveLength(ios.contacts)
  })
})

describe.skipIf(!hasCorpus)(corpusTitle('damaged databases'), () => {
  test('each costs a coverage row at most, and the case keeps what it had', () => {
    const scratch = new Scratch()
    try {
      const casePath = scratch.path('case.corroborate')
      expect(scratch.run('add', casePath, corpusPath('macos-imessage-plaso', 'input', 'chat.db')).exitCode).toBe(0)
      const before = hashesBelow(corpusPath('hostile-sqlite-malformed-dev', 'input'))
      const ran = scratch.run('add', casePath, corpusPath('hostile-sqlite-malformed-dev', 'input'))
      expect(ran).toMatchObject({ exitCode: 0, stderr: '' })
      const rows = scratch.json<Coverage & { source: number; notes: string[] }>('coverage', casePath).filter(({ source }) => source === 2)
      expect(rows).toHaveLength(Object.keys(before).length)
      expect(rows.every(({ status, notes }) => (status === 'unreadable' || status === 'not-parsed') && notes.length > 0)).toBe(true)
      expect(scratch.json('list', casePath, 'messages')).toHaveLength(10)
      expect(hashesBelow(corpusPath('hostile-sqlite-malformed-dev', 'input'))).toEqual(before)
    } finally {
      scratch.dispose()
    }
  })
})
