import { expect, it } from 'vitest'
import { placesText, readPlaces } from './audiencePlaces.ts'

it('reads what it writes, labels with commas too', () => {
  const places = [
    { latitude: 48.2082, longitude: 16.3738, radiusMetres: 250, label: 'Shelter, back door' },
    { latitude: -33.9, longitude: -70.5, radiusMetres: 0.5, label: '' },
  ]
  expect(readPlaces(placesText(places))).toEqual(places)
  expect(readPlaces(' \n\n')).toEqual([])
})

it.each([
  '48.2',
  '48.2, 16.3',
  '48.2, 16.3, 0, x',
  '91.0, 0.0, 10, x',
  '0.0, 181.0, 10, x',
  'a, b, c, d',
  // Decimal commas would be another place.
  '48,2, 16,3, 200, x',
  '48, 16, 100, x',
])('refuses the line %j', (line) => expect(readPlaces(`48.2, 16.3, 100, good\n${line}`)).toBeNull())
