/** Coordinates of a removed place are found in whatever form a text, a link or a file has them. */
import { expect, it } from 'vitest'
import { RemovedPlaces } from './places.ts'

const places = new RemovedPlaces([
  { label: 'Home', latitude: 48.20849, longitude: 16.37208, radiusMetres: 200 },
  { label: 'Office', latitude: -33.8688, longitude: 151.2093, radiusMetres: 200 },
])

it.each([
  '48.20849,16.37208',
  'geo:48.20849,16.37208?z=17',
  'https://maps.example/?q=48.20849%2C16.37208',
  'https://maps.example/@48.20849,16.37208,17z',
  'https://maps.example/place/x/data=!3d48.20849!4d16.37208',
  'lat=48.20849&lon=16.37208',
  '{"lat":48.20849,"lng":16.37208}',
  'latitude: 48.20849, accuracy: 5.125, longitude: 16.37208',
  'height 203.125, 48.20849, 16.37208',
  '48,20849; 16,37208',
  '48.20849° N, 16.37208° E',
  `48°12'30.6"N 16°22'19.5"E`,
  '48° 12.510′ N 16° 22.325′ E',
  '"latitudeE7": 482084900, "longitudeE7": 163720800',
  'POINT(16.37208 48.20849)',
  '-33.8688,151.2093',
  `33°52'7.7"S 151°12'33.5"E`,
])('in %j', (text) => {
  const found = places.text(text)
  expect(found).toContain('[removed]')
  expect(found).not.toMatch(/20849|2084900|12'30|12\.510|8688|52'7/)
})

it.each(['48.30849,16.47208', '2026-03-14 22:41:07.123', 'version 1.234.567', '1.250 2.500', 'call 06641234567', 'IMG_20260314_224107'])(
  'not in %j',
  (text) => expect(places.text(text)).toBe(text),
)
