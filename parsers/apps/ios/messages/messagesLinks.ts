/**
 * Link previews: what the sender's phone fetched of a page, kept in the message even when the page is gone.
 *
 * Keys as imessage-exporter reads them (url.rs, placemark.rs, music.rs, app_store.rs, collaboration.rs), checked on its published
 * samples: `richLinkMetadata`, or `metadata` in older ones, with `URL` (after redirects), `originalURL`, `title`, `summary`,
 * `siteName`, `itemType`, and a `specialization` for music, apps, shared documents and places. A place of the Maps app states its
 * position in the link (`ll=`).
 */
import { isArchivedObject } from '../../../formats/plist/keyedArchive.ts'
import type { ArchivedObject } from '../../../formats/plist/keyedArchive.ts'
import { factsOf } from '../../../formats/values/storedValues.ts'
import type { Facts, SharedPosition } from '../../../model/index.ts'

interface LinkContent {
  readonly text: string | null
  readonly facts: Facts
  readonly position: SharedPosition | null
}

const MAX_REDIRECTS = 1

export function linkContent(archive: ArchivedObject): LinkContent {
  const metadata = objectOf(archive, 'richLinkMetadata') ?? objectOf(archive, 'metadata')
  if (metadata === null) return { text: null, facts: { 'app data': 'holds no link' }, position: null }
  const link = textOf(metadata, 'URL')
  const original = textOf(metadata, 'originalURL')
  const special = objectOf(metadata, 'specialization2') ?? objectOf(metadata, 'specialization')
  const place = special === null ? null : placeOf(special, link ?? original)
  return {
    text: link ?? original,
    facts:
      factsOf({
        link: link ?? original,
        'link as sent': original === (link ?? original) ? null : original,
        'link title': textOf(metadata, 'title'),
        'link summary': textOf(metadata, 'summary'),
        'link site': textOf(metadata, 'siteName'),
        'link kind': textOf(metadata, 'itemType'),
        ...(special === null ? {} : specialFacts(special)),
        ...place?.facts,
      }) ?? {},
    position: place?.position ?? null,
  }
}

/** Music, apps and shared documents: the texts that name them. */
function specialFacts(special: ArchivedObject): Facts {
  return (
    factsOf({
      'linked item': textOf(special, 'name') ?? textOf(special, 'title'),
      'by artist': textOf(special, 'artist'),
      album: textOf(special, 'album'),
      'app store genre': textOf(special, 'genre'),
      'app store platform': textOf(special, 'platform'),
      'shared document': textOf(special, 'collaborationIdentifier'),
    }) ?? {}
  )
}

/** Parts of an address in the order in which they are written. */
const ADDRESS_PARTS = ['_street', '_subLocality', '_city', '_subAdministrativeArea', '_state', '_postalCode', '_country']

function placeOf(special: ArchivedObject, link: string | null): { readonly facts: Facts; readonly position: SharedPosition | null } | null {
  const address = textOf(special, 'address')
  const components = objectOf(special, 'addressComponents')
  if (address === null && components === null) return null
  const parts = components === null ? [] : ADDRESS_PARTS.map((part) => textOf(components, part)).filter((part) => part !== null)
  return {
    facts: factsOf({ 'shared place': address, 'address of the place': parts.length === 0 ? null : parts.join(', ') }) ?? {},
    position: positionIn(link, textOf(special, 'name') ?? address),
  }
}

/** `ll=33.450858,-118.508212` of a link of Apple's maps. */
function positionIn(link: string | null, label: string | null): SharedPosition | null {
  const url = link === null ? null : URL.parse(link)
  if (url === null || url.hostname !== 'maps.apple.com') return null
  const match = /^(-?\d{1,2}(?:\.\d+)?),(-?\d{1,3}(?:\.\d+)?)$/u.exec(url.searchParams.get('ll') ?? '')
  if (match === null) return null
  const [latitude, longitude] = [Number(match[1]), Number(match[2])]
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180 || (latitude === 0 && longitude === 0)) return null
  return { latitude, longitude, accuracyMetres: null, label }
}

function objectOf(object: ArchivedObject, key: string): ArchivedObject | null {
  const value = object[key]
  return value !== undefined && isArchivedObject(value) ? value : null
}

/** A text, also inside an object that holds it under the same key (a URL in older archives); null for an empty one. */
function textOf(object: ArchivedObject, key: string, depth = 0): string | null {
  const value = object[key]
  if (typeof value === 'string') return value === '' ? null : value
  const nested = objectOf(object, key)
  return nested === null || depth >= MAX_REDIRECTS ? null : textOf(nested, key, depth + 1)
}
