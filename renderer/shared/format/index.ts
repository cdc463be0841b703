export { formatBytes, formatCount, formatDistance, formatDuration, formatPosition, formatShare } from './amounts.ts'
export { textWithoutPlaceholders } from './placeholders.ts'
export { formatDay, formatPeriod, formatUtcMs, timeParts } from './times.ts'
export { dayStartMs, ownZone, utcOfWallClock, wallClock, zoneNames, zoneOffsetMs } from './zones.ts'
