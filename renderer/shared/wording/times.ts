/** Words in times and periods. */
export const timeWords = {
  zoneUnknown: 'zone?',
  zoneBasis: { utc: 'stored in UTC', local: 'local time, zone not stored', unknown: 'zone not known' },
  noValue: 'no value stored',
  asStored: (value: string, unit: string) => `as stored: ${value} (${unit})`,
  utc: (text: string) => `UTC: ${text}`,
  utcUnknown: 'UTC: not known',
  basis: (text: string) => `zone basis: ${text}`,
  start: 'start',
  end: 'end',
  underOneSecond: 'under 1 s',
} as const
