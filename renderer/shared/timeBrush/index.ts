export { barsOf, barWidthMs, domainOf, type BrushBar, type BrushDomain } from './brushScale.ts'
export { TimeBrush } from './TimeBrush.tsx'
