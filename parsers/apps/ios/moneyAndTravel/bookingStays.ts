/**
 * Reservations of Booking.com, `BookingClouds`: one calendar event per booking, from check-in to check-out.
 *
 * Keys as iLEAPP reads them: `DeviceBookings` and `AccountBookings` hold bookings by their number, with the hotel's name, address and time
 * zone, `checkin` and `checkout` (days), `checkin_from_epoch`, `checkout_until_epoch` (times), the rooms with their guests, the booker.
 * That somebody booked does not say that anybody came.
 */
import { archivedOrPlain, valueInstant, valueText } from '../../../formats/plist/archivedPlist.ts'
import { localInstant } from '../../../formats/values/epochs.ts'
import { isJsonObject, jsonAt, jsonList } from '../../../formats/text/jsonStream.ts'
import { factsOf, instantInWords } from '../../../formats/values/storedValues.ts'
import { defineDocumentParser } from '../../../model/index.ts'
import type { DocumentRow, Emitted, Instant } from '../../../model/index.ts'

const MAX_BYTES = 256 * 1024 * 1024
const LISTS: Readonly<Record<string, string>> = { DeviceBookings: 'bookings of the device', AccountBookings: 'bookings of the account' }

interface Booking extends DocumentRow {
  readonly booking: unknown
}

export const iosBookingStays = defineDocumentParser({
  id: 'ios-booking-stays',
  version: 1,
  app: 'Booking.com',
  platform: 'ios',
  store: 'Reservations of Booking.com (BookingClouds)',
  reads: ['**/BookingClouds', '**/BookingClouds.plist'],
  yields: ['calendar-event'],
  proof: 'source-verified',
  doesNotCover: ['confirmations as PDF', 'flights, taxis and tickets', 'whether anybody came'],
  *parse(document): Iterable<Emitted> {
    const root = archivedOrPlain(document.bytes(MAX_BYTES))
    for (const [table, list] of Object.entries(LISTS)) {
      const bookings = jsonAt(root, table)
      const rows = isJsonObject(bookings) ? Object.entries(bookings).map(([rowId, booking]): Booking => ({ rowId, booking })) : []
      for (const row of document.read(table, rows)) yield record(table, list, row)
    }
  },
})

function record(table: string, list: string, { rowId, booking }: Booking): Emitted {
  const from = { table, rowId: String(rowId), ordinal: 0 }
  const text = (name: string): string | null => valueText(jsonAt(booking, name))
  const start = momentOf(booking, 'checkin', 'from')
  if (start === null) return { type: 'skipped', from, reason: 'the booking has no day of arrival' }
  const end = momentOf(booking, 'checkout', 'until')
  const created = valueInstant(jsonAt(booking, 'created_epoch'))
  const rooms = jsonList(jsonAt(booking, 'room'))
  const price = text('totalprice')
  const facts = factsOf({
    list,
    'confirmation number': text('id') ?? String(rowId),
    'PIN code': text('pincode'),
    booked: created.asStored === null ? null : instantInWords(created),
    booker: joined([text('booker_firstname'), text('booker_lastname')], ' '),
    'e-mail address of the booker': text('booker_email'),
    'last digits of the card': text('cc_number_last_digits'),
    price: price === null ? null : joined([text('user_selected_currency_code'), price], ' '),
    rooms: joined(rooms.map(roomInWords), '; '),
    cancelled: cancellation(rooms),
    'time zone of the hotel': text('hotel_timezone'),
    'telephone of the hotel': text('hotel_telephone'),
    'e-mail address of the hotel': text('hotel_email'),
    source: text('source'),
  })
  return {
    type: 'calendar-event',
    from,
    state: 'live',
    service: 'Booking.com',
    title: text('hotel_name'),
    notes: null,
    place: joined([text('hotel_full_address'), text('hotel_country_name')], ', '),
    calendar: 'Reservations of Booking.com',
    startsAt: start.at,
    endsAt: end?.at ?? null,
    isAllDay: start.isDay,
    participants: [],
    position: null,
    ...(facts === undefined ? {} : { facts }),
  }
}

interface Moment {
  readonly at: Instant
  /** The day only is stored. */
  readonly isDay: boolean
}

/** The time where it is stored, or else the day, which is that of the hotel and never UTC. */
function momentOf(booking: unknown, name: string, bound: string): Moment | null {
  const time = valueInstant(jsonAt(booking, `${name}_${bound}_epoch`))
  if (time.utcMs !== null) return { at: time, isDay: false }
  const day = valueInstant(jsonAt(booking, name))
  const stored = day.localText ?? (day.utcMs === null ? null : new Date(day.utcMs).toISOString())
  return stored === null ? null : { at: localInstant(day.asStored, `${stored.slice(0, 10)}T00:00:00`, 'iso-text'), isDay: true }
}

function roomInWords(room: unknown): string | null {
  const name = valueText(jsonAt(room, 'name'))
  const guest = valueText(jsonAt(room, 'guest_name'))
  const count = valueText(jsonAt(room, 'nr_guests'))
  return joined([name, guest === null ? null : `for ${guest}`, count === null ? null : `guests: ${count}`], ', ')
}

function cancellation(rooms: readonly unknown[]): string | null {
  const cancelled = rooms.filter((room) => ['1', 'true'].includes(valueText(jsonAt(room, 'is_cancelled')) ?? ''))
  if (cancelled.length === 0) return null
  const at = valueInstant(jsonAt(cancelled[0], 'cancel_date'))
  const when = at.asStored === null ? '' : ` (${instantInWords(at) ?? at.asStored})`
  return `${cancelled.length} of ${rooms.length} rooms${when}`
}

function joined(parts: readonly (string | null)[], between: string): string | null {
  const kept = parts.filter((part) => part !== null && part !== '')
  return kept.length === 0 ? null : kept.join(between)
}
