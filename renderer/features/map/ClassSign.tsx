import type { PositionClass } from '../../../main/contract/index.ts'
import { CLASS_SIGNS } from './classSigns.ts'

/** The sign of a class as on the map. Decoration: the name stands beside it. */
export function ClassSign({ name, colour, size = 16 }: { readonly name: PositionClass; readonly colour: string; readonly size?: number }) {
  const { path, isFilled, isDashed, detail } = CLASS_SIGNS[name]
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" aria-hidden="true" className="map-sign">
      <path
        d={path}
        fill={isFilled ? colour : 'none'}
        stroke={isFilled ? 'none' : colour}
        strokeWidth={2.2}
        strokeLinejoin="round"
        strokeLinecap="round"
        {...(isDashed ? { strokeDasharray: '3 2.6' } : {})}
      />
      {detail !== '' && <path d={detail} fill="none" stroke={isFilled ? 'var(--bg-panel)' : colour} strokeWidth={1.3} />}
    </svg>
  )
}
