/**
 * With whom pictures are shared, in Photos.sqlite: comments in shared albums, invitations to them, participants of links and shared libraries.
 *
 * Tables and columns as examiners publish them (Koenig's queries; seen up to iOS 27); times count seconds since 2001 UTC. ZISMYCOMMENT and
 * ZISCURRENTUSER are read by their names. People in shared albums are known by a hash, which the lists of PhotoCloudSharingData lead to an
 * address (ios-shared-album-people). What the codes of states and roles mean is not published: they stay as stored.
 */
import { instantOf } from '../../../formats/values/epochs.ts'
import { evidenceRows, placeOf, sideRows } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { codeInWords, factsOf, flagOf, instantInWords, numberOf, textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser, NO_INSTANT } from '../../../model/index.ts'
import type { Direction, Emitted, EvidenceDatabase, IdentityRef, Instant, SqlValue } from '../../../model/index.ts'

const COMMENTS = 'ZCLOUDSHAREDCOMMENT'
const COMMENT_COLUMNS = [
  'ZCOMMENTTEXT',
  'ZCOMMENTDATE',
  'ZCOMMENTCLIENTDATE',
  'ZISLIKE',
  'ZISMYCOMMENT',
  'ZCOMMENTERHASHEDPERSONID',
  'ZREACTTEXT',
  'ZCOMMENTEDASSET',
  'ZCLOUDGUID',
]
const INVITATIONS = 'ZCLOUDSHAREDALBUMINVITATIONRECORD'
const INVITATION_COLUMNS = [
  'ZINVITEEFULLNAME',
  'ZINVITEEFIRSTNAME',
  'ZINVITEELASTNAME',
  'ZINVITEEHASHEDPERSONID',
  'ZINVITEESUBSCRIPTIONDATE',
  'ZINVITATIONSTATE',
  'ZISMINE',
  'ZALBUMGUID',
]
const PARTICIPANTS = 'ZSHAREPARTICIPANT'
const PARTICIPANT_COLUMNS = [
  'ZEMAILADDRESS',
  'ZPHONENUMBER',
  'ZPARTICIPANTROLE',
  'ZACCEPTANCESTATUS',
  'ZISCURRENTUSER',
  'ZCONTRIBUTEDASSETSCOUNT',
  'ZSUBSCRIPTIONDATE',
  'ZSHARE',
]
const ALBUM_COLUMNS = ['ZCLOUDGUID', 'ZTITLE', 'ZCLOUDOWNERFULLNAME']

export const iosPhotosSharing = defineSqliteParser({
  id: 'ios-photos-sharing',
  version: 1,
  app: 'Photos',
  platform: 'ios',
  store: 'Comments and participants of shared albums (Photos.sqlite)',
  reads: ['**/PhotoData/Photos.sqlite', '**/*.photoslibrary/database/Photos.sqlite', '**/Photos.sqlite'],
  yields: ['message', 'interaction'],
  proof: 'source-verified',
  scheme: 'apple',
  doesNotCover: [
    'the feed of shared albums (ZCLOUDFEEDENTRY)',
    'what the codes of invitations, roles and acceptance mean',
    'reactions to reactions',
  ],
  requires: { [COMMENTS]: ['ZCOMMENTTEXT'] },
  optional: {
    [COMMENTS]: COMMENT_COLUMNS.filter((name) => name !== 'ZCOMMENTTEXT'),
    [INVITATIONS]: INVITATION_COLUMNS,
    [PARTICIPANTS]: PARTICIPANT_COLUMNS,
    ZGENERICALBUM: ALBUM_COLUMNS,
    ZSHARE: ['ZTITLE'],
    ZASSET: ['ZDIRECTORY', 'ZFILENAME'],
  },
  *parse(database) {
    const around = readAround(database)
    for (const row of evidenceRows(database, { table: COMMENTS, columns: COMMENT_COLUMNS })) yield comment(row, around)
    for (const row of evidenceRows(database, { table: INVITATIONS, columns: INVITATION_COLUMNS })) yield invitation(row, around)
    for (const row of evidenceRows(database, { table: PARTICIPANTS, columns: PARTICIPANT_COLUMNS })) yield participant(row, around)
  },
})

interface Around {
  /** Asset row -> its file. */
  readonly files: ReadonlyMap<number, string>
  /** Album's GUID -> its title and owner in words. */
  readonly albums: ReadonlyMap<string, string>
  readonly shares: ReadonlyMap<number, string>
}

function readAround(database: EvidenceDatabase): Around {
  const [files, albums, shares] = [new Map<number, string>(), new Map<string, string>(), new Map<number, string>()]
  const isCommented = new Set<number>()
  for (const row of sideRows(database, { table: COMMENTS, columns: ['ZCOMMENTEDASSET'] }))
    isCommented.add(numberOf(row['ZCOMMENTEDASSET']) ?? -1)
  for (const row of sideRows(database, { table: 'ZASSET', columns: ['ZDIRECTORY', 'ZFILENAME'] })) {
    const name = [textOf(row['ZDIRECTORY']), textOf(row['ZFILENAME'])].filter((part) => part !== null).join('/')
    if (name !== '' && isCommented.has(row.rowId)) files.set(row.rowId, name)
  }
  for (const row of sideRows(database, { table: 'ZGENERICALBUM', columns: ALBUM_COLUMNS })) {
    const [id, title, owner] = [textOf(row['ZCLOUDGUID']), textOf(row['ZTITLE']), textOf(row['ZCLOUDOWNERFULLNAME'])]
    const words = [title, owner === null ? null : `of ${owner}`].filter((part) => part !== null).join(' ')
    if (id !== null && words !== '') albums.set(id, words)
  }
  for (const row of sideRows(database, { table: 'ZSHARE', columns: ['ZTITLE'] })) {
    const title = textOf(row['ZTITLE'])
    if (title !== null) shares.set(row.rowId, title)
  }
  return { files, albums, shares }
}

const time = (value: SqlValue | undefined): Instant => (textOf(value) === null ? NO_INSTANT : instantOf(timeValueOf(value), 'cocoa-s'))

function person(raw: string | null, name: string | null): IdentityRef | null {
  return raw === null ? null : { scheme: 'apple', raw, name, country: null }
}

function comment(row: StoredRow, { files }: Around): Emitted {
  const isMine = flagOf(row['ZISMYCOMMENT'])
  const direction: Direction = isMine === null ? 'unknown' : isMine ? 'outgoing' : 'incoming'
  const asset = numberOf(row['ZCOMMENTEDASSET'])
  const isLike = flagOf(row['ZISLIKE'])
  const body = textOf(row['ZCOMMENTTEXT']) ?? textOf(row['ZREACTTEXT'])
  const clientTime = time(row['ZCOMMENTCLIENTDATE'])
  const facts = factsOf({
    'on picture': asset === null ? null : (files.get(asset) ?? `row ${asset} (not in table ZASSET)`),
    like: isLike === true ? 'yes' : isLike === null ? codeInWords(row['ZISLIKE'], {}) : null,
    'time of the device that wrote it': clientTime.asStored === null ? null : instantInWords(clientTime),
    'own comment': isMine === null ? codeInWords(row['ZISMYCOMMENT'], {}) : null,
  })
  return {
    type: 'message',
    from: placeOf(COMMENTS, row),
    state: 'live',
    service: 'Photos (shared album)',
    nativeId: textOf(row['ZCLOUDGUID']),
    thread: null,
    sender: isMine === true ? null : person(textOf(row['ZCOMMENTERHASHEDPERSONID']), null),
    ownLine: isMine === true ? person(textOf(row['ZCOMMENTERHASHEDPERSONID']), null) : null,
    direction,
    kind: body === null ? 'other' : 'text',
    sentAt: time(row['ZCOMMENTDATE']),
    deliveredAt: null,
    readAt: null,
    editedAt: null,
    body,
    subject: null,
    attachments: [],
    position: null,
    replyToNativeId: null,
    reaction: null,
    status: null,
    ...(facts === undefined ? {} : { facts }),
  }
}

function invitation(row: StoredRow, { albums }: Around): Emitted {
  const parts = [textOf(row['ZINVITEEFIRSTNAME']), textOf(row['ZINVITEELASTNAME'])].filter((part) => part !== null)
  const name = textOf(row['ZINVITEEFULLNAME']) ?? (parts.length === 0 ? null : parts.join(' '))
  const invitee = person(textOf(row['ZINVITEEHASHEDPERSONID']), name)
  const album = textOf(row['ZALBUMGUID'])
  const facts = factsOf({
    invited: invitee === null ? name : null,
    'album as stored': album !== null && !albums.has(album) ? album : null,
    'state as stored': textOf(row['ZINVITATIONSTATE']),
    'is mine, as stored': textOf(row['ZISMINE']),
    time: textOf(row['ZINVITEESUBSCRIPTIONDATE']) === null ? null : 'when the person joined',
  })
  return {
    type: 'interaction',
    from: placeOf(INVITATIONS, row),
    state: 'live',
    service: 'Photos (shared album)',
    direction: 'unknown',
    mechanism: 'invitation to a shared album',
    participants: invitee === null ? [] : [invitee],
    groupName: album === null ? null : (albums.get(album) ?? null),
    at: time(row['ZINVITEESUBSCRIPTIONDATE']),
    endAt: null,
    ...(facts === undefined ? {} : { facts }),
  }
}

function participant(row: StoredRow, { shares }: Around): Emitted {
  const from = placeOf(PARTICIPANTS, row)
  const address = textOf(row['ZEMAILADDRESS']) ?? textOf(row['ZPHONENUMBER'])
  const isOwner = flagOf(row['ZISCURRENTUSER']) === true
  const share = numberOf(row['ZSHARE'])
  const facts = factsOf({
    'further number': textOf(row['ZEMAILADDRESS']) === null ? null : textOf(row['ZPHONENUMBER']),
    'the account of this phone': isOwner ? `yes${address === null ? '' : ` (${address})`}` : null,
    'role as stored': textOf(row['ZPARTICIPANTROLE']),
    'acceptance as stored': textOf(row['ZACCEPTANCESTATUS']),
    'pictures given': textOf(row['ZCONTRIBUTEDASSETSCOUNT']),
    share: share === null ? null : `row ${share}`,
  })
  return {
    type: 'interaction',
    from,
    state: 'live',
    service: 'Photos (shared library or link)',
    direction: 'unknown',
    mechanism: 'participant of a share',
    participants: address === null || isOwner ? [] : [{ scheme: 'address', raw: address, name: null, country: null }],
    groupName: share === null ? null : (shares.get(share) ?? null),
    at: time(row['ZSUBSCRIPTIONDATE']),
    endAt: null,
    ...(facts === undefined ? {} : { facts }),
  }
}
