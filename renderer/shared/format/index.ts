export { formatBytes, formatCount, formatCountOf, formatDistance, formatDuration, formatPosition, formatShare } from './amounts.ts'
export { formatDay, formatPeriod, formatUtcMs, timeParts, timeTitle, type TimeTextParts } from './times.ts'
export { dayStartMs, ownZone, utcOfWallClock, wallClock, zoneNames, zoneOffsetMs } from './zones.ts'
