/** The sign of each class of position: one description for the map's canvas and for the legend's SVG. Pure. */
import type { PositionClass } from '../../../main/contract/index.ts'

export interface ClassSign {
  /** SVG path in a box of 20 by 20. */
  readonly path: string
  /** Filled with the colour, or only its outline. */
  readonly isFilled: boolean
  readonly isDashed: boolean
  /** Further strokes on top, in the colour of the ground when filled. */
  readonly detail: string
}

const DOT = 'M10 5.5a4.5 4.5 0 1 1 0 9a4.5 4.5 0 1 1 0-9z'
const RING = 'M10 3a7 7 0 1 1 0 14a7 7 0 1 1 0-14z'

export const CLASS_SIGNS: Readonly<Record<PositionClass, ClassSign>> = {
  'device-fix': { path: DOT, isFilled: true, isDashed: false, detail: '' },
  visit: { path: 'M6 3h8a3 3 0 0 1 3 3v8a3 3 0 0 1-3 3H6a3 3 0 0 1-3-3V6a3 3 0 0 1 3-3z', isFilled: true, isDashed: false, detail: '' },
  network: { path: RING, isFilled: false, isDashed: true, detail: '' },
  photo: {
    path: 'M3 6h3l1.5-2.2h5L14 6h3v10H3z',
    isFilled: true,
    isDashed: false,
    detail: 'M10 8.2a2.8 2.8 0 1 1 0 5.6a2.8 2.8 0 1 1 0-5.6z',
  },
  searched: { path: 'M8.5 3a5.5 5.5 0 1 1 0 11a5.5 5.5 0 1 1 0-11zM12.6 12.6L17.5 17.5', isFilled: false, isDashed: false, detail: '' },
  'shared-by-other': { path: 'M10 2l6.5 15L10 13.4L3.5 17z', isFilled: true, isDashed: false, detail: '' },
  'other-device': {
    path: RING,
    isFilled: false,
    isDashed: false,
    detail: 'M5.2 9.8L9.8 5.2M5.4 13.6L13.6 5.4M7.2 15.8L15.8 7.2M10.2 14.8L14.8 10.2',
  },
  mentioned: {
    path: 'M4 14.5c0-5 1.2-7.6 4.4-9M4 14.5h4.4v-4.3H4.6M11.6 14.5c0-5 1.2-7.6 4.4-9M11.6 14.5H16v-4.3h-3.8',
    isFilled: false,
    isDashed: false,
    detail: '',
  },
}
