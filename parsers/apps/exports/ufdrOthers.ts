/** Contacts, accounts, positions, pages, apps, networks, notes and appointments of a UFED report, and its media files. */
import { degreesOf } from '../../formats/values/degrees.ts'
import { statedInstant } from '../../formats/records/messageDefaults.ts'
import { factsOf } from '../../formats/values/storedValues.ts'
import { type UfedModel, ufedInstant } from './ufedModel.ts'
import { childOf, descendantsOf, type XmlNode } from '../../formats/text/xmlStream.ts'
import {
  type ContactIdentifier,
  type ContactIdentifierKind,
  type Emitted,
  NO_INSTANT,
  type PositionClass,
  type RowRef,
} from '../../model/index.ts'
import { factsWith, identityOf, others, partiesOf, stateOf, type UfedReading } from './ufdrParties.ts'

const ENTRY_KINDS: Readonly<Record<string, ContactIdentifierKind>> = {
  PhoneNumber: 'phone',
  EmailAddress: 'email',
  WebAddress: 'url',
  UserID: 'instant-messaging',
  ProfilePicture: 'other',
}

function identifiersOf(model: UfedModel, source: string | null): ContactIdentifier[] {
  const entries = model.models('Entries').flatMap((entry): ContactIdentifier[] => {
    const raw = entry.text('Value')
    const kind = ENTRY_KINDS[entry.type] ?? 'other'
    if (raw === null) return []
    const identity =
      kind === 'phone' || kind === 'email'
        ? { scheme: 'address' as const, raw, name: null, country: null }
        : kind === 'instant-messaging'
          ? identityOf(raw, null, source)
          : null
    return [{ kind, label: entry.text('Category'), raw, identity }]
  })
  const addresses = model.models('Addresses').map((address): ContactIdentifier => {
    const raw = address
      .texts()
      .map(([, text]) => text)
      .join(', ')
    return { kind: 'postal-address', label: address.text('Category'), raw, identity: null }
  })
  return [...entries, ...addresses]
}

export function contactRecord({ model, from, extractions }: UfedReading): Emitted {
  const source = model.text('Source')
  return {
    type: 'contact',
    from,
    state: stateOf(model),
    name: model.text('Name'),
    organisation:
      model
        .models('Organizations')
        .map((one) => one.text('Name'))
        .filter((one) => one !== null)
        .join(', ') || null,
    identifiers: identifiersOf(model, source),
    store: source,
    note: model.anyText('Notes', 'Note'),
    createdAt: statedInstant(model.time('TimeCreated')),
    modifiedAt: statedInstant(model.time('TimeModified')),
    ...factsWith(model, extractions, {
      group: model.text('Group'),
      'last contact': model.text('TimeContacted'),
      'times contacted': model.text('TimesContacted'),
    }),
  }
}

export function accountRecord({ model, from, extractions }: UfedReading): Emitted {
  const service = model.anyText('ServiceType', 'Source') ?? 'unknown service'
  const entry = identifiersOf(model, service)[0]
  const identity = identityOf(model.text('Username') ?? entry?.raw ?? null, model.text('Name'), service)
  if (identity === null) return { type: 'skipped', from, reason: 'The account has no name and no identifier' }
  return {
    type: 'account',
    from,
    state: stateOf(model),
    service,
    identity,
    name: model.text('Name'),
    // A report lists accounts found on the phone; whose they are it does not say.
    isOwner: false,
    ...factsWith(model, extractions, {
      created: model.text('TimeCreated'),
      entries:
        identifiersOf(model, service)
          .map(({ raw }) => raw)
          .join(', ') || null,
    }),
  }
}

/** Where the report says how a position came about, that decides its class; a position that it merely lists is one mentioned. */
function classOf(model: UfedModel): PositionClass {
  const words = `${model.text('Origin') ?? ''} ${model.text('Category') ?? ''} ${model.text('Type') ?? ''}`.toLowerCase()
  if (/cell|tower|wi-?fi|wireless/.test(words)) return 'network'
  if (/search/.test(words)) return 'searched'
  if (/media|photo|exif|image/.test(words)) return 'photo'
  if (/visit|significant|frequent|parked/.test(words)) return 'visit'
  return /device|gps|fix/.test(words) ? 'device-fix' : 'mentioned'
}

export function locationRecord({ model, from, extractions }: UfedReading): Emitted {
  const coordinate = model.model('Position')
  const position = degreesOf(coordinate?.text('Latitude') ?? null, coordinate?.text('Longitude') ?? null)
  if (typeof position === 'string') return { type: 'skipped', from, reason: position }
  const precision = Number(
    /^\s*(\d+(?:\.\d+)?)\s*(?:m|meters?|metres?)?\s*$/i.exec(model.anyText('Precision', 'HorizontalAccuracy') ?? '')?.[1] ?? NaN,
  )
  const elevation = Number(coordinate?.text('Elevation') ?? NaN)
  const end = model.time('EndTime')
  return {
    type: 'location',
    from,
    state: stateOf(model),
    at: model.time('TimeStamp'),
    endAt: end.asStored === null ? null : end,
    ...position,
    accuracyMetres: Number.isFinite(precision) ? precision : null,
    radiusMeaning: null,
    altitudeMetres: Number.isFinite(elevation) ? elevation : null,
    speedMetresPerSecond: null,
    courseDegrees: null,
    class: classOf(model),
    method: `position of a UFED report${model.text('Source') === null ? '' : `, ${model.text('Source')}`}`,
    label: model.anyText('Name', 'PositionAddress'),
    ...factsWith(model, extractions, {
      'kind in the report': model.text('Type'),
      'category in the report': model.text('Category'),
      'origin in the report': model.text('Origin'),
      'confidence in the report': model.text('Confidence'),
      precision: model.text('Precision'),
    }),
  }
}

export function webRecord({ model, from, extractions }: UfedReading): Emitted {
  const isSearch = model.type === 'SearchedItem'
  return {
    type: 'web',
    from,
    state: stateOf(model),
    webKind: isSearch ? 'search' : model.type === 'WebBookmark' ? 'bookmark' : model.type === 'FileDownload' ? 'download' : 'visit',
    service: model.text('Source') ?? 'unknown browser',
    url: model.anyText('Url', 'TargetPath'),
    title: isSearch ? model.text('Value') : model.text('Title'),
    at: model.time('LastVisited', 'TimeStamp', 'StartTime'),
    ...factsWith(model, extractions, { visits: model.text('VisitCount') }),
  }
}

export function appRecord({ model, from, extractions }: UfedReading): Emitted {
  const appId = model.anyText('Identifier', 'AppGUID', 'Name')
  if (appId === null) return { type: 'skipped', from, reason: 'The app has no name' }
  return {
    type: 'app-use',
    from,
    state: stateOf(model),
    activity: model.type === 'InstalledApplication' ? 'installed' : 'used',
    appId,
    appName: model.text('Name'),
    detail: null,
    at: model.time('PurchaseDate', 'InstallTime', 'LastLaunch', 'Date'),
    endAt: null,
    ...factsWith(model, extractions, {
      version: model.text('Version'),
      'times launched': model.text('LaunchCount'),
      categories: model.text('Categories'),
    }),
  }
}

export function networkRecord({ model, from, extractions }: UfedReading): Emitted {
  const coordinate = model.model('Position')
  const position = degreesOf(coordinate?.text('Latitude') ?? null, coordinate?.text('Longitude') ?? null)
  return {
    type: 'network',
    from,
    state: stateOf(model),
    medium: model.type === 'BluetoothDevice' ? 'bluetooth' : model.type === 'CellTower' ? 'cellular' : 'wifi',
    activity: 'known',
    name: model.anyText('SSId', 'SSID', 'Name'),
    address: model.anyText('BSSId', 'BSSID', 'MACAddress', 'CID'),
    at: model.time('LastConnection', 'TimeStamp', 'LastConnected'),
    endAt: null,
    position: typeof position === 'string' ? null : { ...position, accuracyMetres: null, class: 'network' },
    ...factsWith(model, extractions, { security: model.text('SecurityMode') }),
  }
}

export function noteRecord({ model, from, extractions }: UfedReading): Emitted {
  return {
    type: 'note',
    from,
    state: stateOf(model),
    service: model.text('Source') ?? 'Notes',
    title: model.anyText('Title', 'Subject'),
    body: model.anyText('Body', 'Summary'),
    folder: model.text('Folder'),
    isLocked: false,
    createdAt: statedInstant(model.time('Creation', 'TimeStamp')),
    modifiedAt: statedInstant(model.time('Modification')),
    ...factsWith(model, extractions, {}),
  }
}

export function calendarRecord({ model, from, extractions }: UfedReading): Emitted {
  const source = model.text('Source')
  const end = model.time('EndDate')
  return {
    type: 'calendar-event',
    from,
    state: stateOf(model),
    service: source ?? 'Calendar',
    title: model.text('Subject'),
    notes: model.text('Details'),
    place: model.text('Location'),
    calendar: model.text('Category'),
    startsAt: model.time('StartDate'),
    endsAt: end.asStored === null ? null : end,
    isAllDay: model.flag('AllDay') === true,
    participants: others(partiesOf(model, source, 'Attendees')),
    position: null,
    ...factsWith(model, extractions, { status: model.text('Status') }),
  }
}

const MEDIA_TAGS: Readonly<Record<string, true>> = { image: true, video: true, audio: true }

/** A file of the report that it tags as picture, film or sound; of the others the report's models speak. */
export function mediaRecord(file: XmlNode, from: RowRef, pathOf: (localPath: string | null) => string | null): Emitted {
  const items = new Map(descendantsOf(file, 'item').map((item) => [item.attributes['name'] ?? '', item.text.trim()]))
  const tag = items.get('Tags') ?? ''
  if (MEDIA_TAGS[tag.toLowerCase()] !== true)
    return { type: 'skipped', from, reason: `A file of the report that is neither picture, film nor sound (${tag || 'no tag'})` }
  const path = pathOf(items.get('Local Path') ?? null) ?? file.attributes['path'] ?? ''
  const times = new Map(
    descendantsOf(file, 'timestamp').map((time) => [
      time.attributes['name'] ?? '',
      ufedInstant(time.text.trim() || null, time.attributes['formattedTimestamp']),
    ]),
  )
  const size = Number(file.attributes['size'] ?? NaN)
  const info = childOf(file, 'metadata')
  const facts = factsOf({
    'path on the phone': file.attributes['path'] ?? null,
    'sha-256 in the report': items.get('SHA256') ?? null,
    'md5 in the report': items.get('MD5') ?? null,
    'state in the report': file.attributes['deleted'] ?? null,
    'id in the report': file.attributes['id'] ?? null,
    'file created': times.get('CreationTime')?.asStored ?? null,
    'file changed': times.get('ModifyTime')?.asStored ?? null,
    metadata: info === undefined ? 'none in the report' : null,
  })
  return {
    type: 'media',
    from,
    state: /^deleted$/i.test(file.attributes['deleted'] ?? '') ? 'deleted-flagged' : 'live',
    path,
    mime: items.get('ContentType') ?? null,
    sizeBytes: Number.isFinite(size) ? size : null,
    takenAt: ufedInstant(items.get('Capture Time') ?? items.get('CaptureTime') ?? null, undefined) ?? NO_INSTANT,
    latitude: null,
    longitude: null,
    accuracyMetres: null,
    gpsAt: null,
    origin: 'unknown',
    widthPixels: null,
    heightPixels: null,
    camera: items.get('Camera Model') ?? items.get('CameraModel') ?? null,
    ...(facts === undefined ? {} : { facts }),
  }
}
