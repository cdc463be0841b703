export { barsOf, barWidthMs, domainOf, type BrushBar, type BrushDomain } from './brushScale.ts'
export { TimeBrush, type TimeBrushProps } from './TimeBrush.tsx'
