/** Whatever is read from a case passes through here: every text of it, and nothing that pages decide by. */
import { expect, it } from 'vitest'
import type { HiddenPerson } from './people.ts'
import { RemovedPlaces } from './places.ts'
import { Redactor } from './redactor.ts'

const PERSON: HiddenPerson = {
  entity: 'p1',
  identities: [1],
  treatment: 'pseudonym',
  label: 'Person V1',
  mask: '',
  role: 'victim',
  names: ['Live'],
  identifiers: [],
}
const HOME = { label: 'Home', latitude: 45.7406, longitude: 21.2502, radiusMetres: 300 }
const redactor = new Redactor(
  {
    hidden: new Map([['p1', PERSON]]),
    terms: [
      { text: 'Live', kind: 'text', replacement: 'Person V1' },
      { text: '+12025550161', kind: 'number', replacement: 'Person V1' },
    ],
  },
  new RemovedPlaces([HOME]),
)

it('redacts texts at any depth, also in lists, and leaves numbers and our own words alone', () => {
  // A person may be called like one of our states.
  const value = { state: 'live', text: 'live', list: ['live', { note: 'Live!' }], count: 3, nothing: null }
  expect(redactor.deep(value)).toEqual({
    state: 'live',
    text: 'Person V1',
    list: ['Person V1', { note: 'Person V1!' }],
    count: 3,
    nothing: null,
  })
})

it('takes names and values of facts for words of the evidence', () => {
  expect(redactor.deep({ facts: { state: 'live', live: 'x', deep: { kind: 'live' } } })).toEqual({
    facts: { state: 'Person V1', 'Person V1': 'x', deep: { kind: 'Person V1' } },
  })
})

it('finds numbers and positions that facts keep as numbers', () => {
  expect(redactor.deep({ facts: { account: 12025550161, size: 12025550162, ratio: 0.5 }, size: 12025550161 })).toEqual({
    facts: { account: 'Person V1', size: 12025550162, ratio: 0.5 },
    size: 12025550161,
  })
  expect(redactor.deep({ facts: { latitudeE7: 457410000, longitudeE7: 212505000, source: 'WIFI' } })).toEqual({
    facts: { latitudeE7: null, longitudeE7: null, source: 'WIFI' },
  })
  expect(redactor.deep({ facts: { lat: 45.741, lng: 21.2505 } })).toEqual({ facts: { lat: null, lng: null } })
})

it('shows people as their audience may see them, wherever they stand', () => {
  const party = { entity: 'p1', name: 'Anybody', identifier: '+447700900123', role: 'victim', isDeviceOwner: false } as const
  const other = { ...party, entity: 'i2', name: 'Live and let live', role: null } as const
  expect(redactor.deep({ from: party, to: [other] })).toEqual({
    from: { ...party, name: 'Person V1', identifier: '' },
    to: [{ ...other, name: 'Person V1 and let Person V1' }],
  })
})

it('takes positions at removed places out, and coordinates that texts name', () => {
  const here = { latitude: 45.741, longitude: 21.2505, accuracyMetres: 5, class: 'device-fix' }
  const there = { ...here, latitude: 45.76 }
  expect(redactor.deep({ position: here, other: { position: there } })).toEqual({ position: null, other: { position: there } })
  expect(redactor.deep({ lat: 45.741, lon: 21.2505, at: '2026-01-01' })).toEqual({ lat: null, lon: null, at: '2026-01-01' })
  expect(redactor.text('https://maps.example/?q=45.74100%2C21.25050')).toBe('https://maps.example/?q=[removed]')
  expect(redactor.text('45.7600, 21.2505')).toBe('45.7600, 21.2505')
  // A circle that reaches into the place would give it away as well.
  expect(redactor.isRemoved(45.745, 21.2502, 300)).toBe(true)
})
