/**
 * Tickets that were bought in SBB Mobile on iOS, `SbbMobile.db`: what was paid and the journey that a ticket was for.
 *
 * Columns as two published readers have them (iLEAPP, an exporter of personal data): `TicketGroups` is a purchase with the stations of its title and
 * a validity written `YYYY-MM-DD HH-MM` in local time; `PurchasedTickets` is a ticket with its traveller and, in the currency's main unit, its
 * price. A validity is the time for which a ticket was bought, not that of a journey.
 */
import { joinedParts, NO_CALENDAR_FIELDS, NO_PAYMENT_FIELDS, withFacts } from '../../../formats/records/recordDefaults.ts'
import { plainAmount } from '../../../formats/values/scaledAmount.ts'
import { evidenceRows, placeOf } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { textOf } from '../../../formats/values/storedValues.ts'
import { localTextInstant } from '../../../formats/values/utcText.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { Emitted, Instant, PaymentRecord, SqlValue } from '../../../model/index.ts'

const GROUPS = 'TicketGroups'
const GROUP = [
  'groupId',
  'travelDate',
  'validFrom',
  'validUntil',
  'displayInfo_titleLine_firstSegment',
  'displayInfo_titleLine_lastSegment',
  'displayInfo_titleLine_tripType',
  'displayInfo_ticketTypeLine',
  'travelGroup_numberOfPersons',
]
const TICKETS = 'PurchasedTickets'
const TICKET = ['traveler', 'validFrom', 'validUntil']
const TICKET_DETAILS = [
  'orderItemId',
  'refundState',
  'travelClass',
  'paymentMethodType',
  'displayInfo_ticketType',
  'nativeTicket_productName',
  'nativeTicket_price_amount',
  'nativeTicket_price_currency',
]
const VALIDITY = /^(\d{4}-\d\d-\d\d) (\d\d)-(\d\d)$/u

export const iosSbbTickets = defineSqliteParser({
  id: 'ios-sbb-tickets',
  version: 1,
  app: 'SBB Mobile',
  platform: 'ios',
  store: 'Tickets bought in SBB Mobile (SbbMobile.db)',
  reads: ['**/SbbMobile.db'],
  yields: ['payment', 'calendar-event'],
  proof: 'source-verified',
  doesNotCover: ['when a ticket was bought (it stands in the picture of the ticket)', 'whether a journey took place'],
  requires: { [TICKETS]: TICKET },
  optional: { [TICKETS]: TICKET_DETAILS, [GROUPS]: GROUP },
  *parse(database) {
    for (const row of evidenceRows(database, { table: TICKETS, columns: [...TICKET, ...TICKET_DETAILS] })) yield ticket(row)
    for (const row of evidenceRows(database, { table: GROUPS, columns: GROUP })) yield purchase(row)
  },
})

/** Local time, never UTC; what is written otherwise stays as it is. */
function validity(stored: SqlValue | undefined): Instant {
  const text = textOf(stored)
  const [, day, hours, minutes] = VALIDITY.exec(text ?? '') ?? []
  return localTextInstant(text, day === undefined ? null : `${day}T${hours ?? ''}:${minutes ?? ''}:00`)
}

function ticket(row: StoredRow): PaymentRecord {
  const text = (name: string): string | null => textOf(row[name])
  const amount = plainAmount(text('nativeTicket_price_amount'))
  return {
    ...NO_PAYMENT_FIELDS,
    from: placeOf(TICKETS, row),
    service: 'SBB Mobile',
    nativeId: text('orderItemId'),
    direction: 'outgoing',
    merchant: 'SBB',
    amount,
    currency: text('nativeTicket_price_currency'),
    memo: text('displayInfo_ticketType') ?? text('nativeTicket_productName'),
    at: validity(row['validFrom']),
    ...withFacts({
      'what the time is': 'from when the ticket is valid, not when it was bought',
      'valid until': text('validUntil'),
      traveller: text('traveler'),
      'refund as stored': text('refundState'),
      'class as stored': text('travelClass'),
      'paid with': text('paymentMethodType'),
      'amount as stored': amount === null ? text('nativeTicket_price_amount') : null,
    }),
  }
}

function purchase(row: StoredRow): Emitted {
  const text = (name: string): string | null => textOf(row[name])
  const route = joinedParts([text('displayInfo_titleLine_firstSegment'), text('displayInfo_titleLine_lastSegment')], ' to ')
  const end = validity(row['validUntil'])
  return {
    ...NO_CALENDAR_FIELDS,
    from: placeOf(GROUPS, row),
    service: 'SBB Mobile',
    title: joinedParts(['ticket', route ?? text('displayInfo_ticketTypeLine')], ': '),
    place: route,
    calendar: 'Tickets of SBB Mobile',
    startsAt: validity(row['validFrom']),
    endsAt: end.asStored === null ? null : end,
    ...withFacts({
      'what the times are': 'the validity of the ticket in local time, not a journey',
      'day of travel': text('travelDate'),
      'kind of ticket': text('displayInfo_ticketTypeLine'),
      'kind of trip': text('displayInfo_titleLine_tripType'),
      persons: text('travelGroup_numberOfPersons'),
      id: text('groupId'),
    }),
  }
}
