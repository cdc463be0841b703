/**
 * Signs of the roles: letter, shape and Okabe-Ito hue (Okabe and Ito 2008), colour never alone. A test checks the letter
 * against its fill (4.5:1) and the edge against both backgrounds (3:1).
 */
import type { Role } from '../../../main/contract/index.ts'

export type RoleShape = 'circle' | 'square' | 'diamond' | 'triangle' | 'triangle-down' | 'hexagon' | 'star' | 'dot'

export interface RoleSign {
  readonly letter: string
  readonly shape: RoleShape
  readonly fill: string
  /** Colour of the letter on the fill. */
  readonly ink: string
  /** Outline on light and on dark backgrounds. */
  readonly edgeLight: string
  readonly edgeDark: string
}

export const ROLE_SIGNS: Readonly<Record<Role, RoleSign>> = {
  victim: { letter: 'V', shape: 'circle', fill: '#0072b2', ink: '#ffffff', edgeLight: '#0072b2', edgeDark: '#56a8dc' },
  suspect: { letter: 'S', shape: 'square', fill: '#d55e00', ink: '#000000', edgeLight: '#b04d00', edgeDark: '#e8782a' },
  recruiter: { letter: 'R', shape: 'diamond', fill: '#cc79a7', ink: '#000000', edgeLight: '#a24c7d', edgeDark: '#dd9bc0' },
  driver: { letter: 'D', shape: 'triangle', fill: '#e69f00', ink: '#000000', edgeLight: '#9a6a00', edgeDark: '#f0b63c' },
  buyer: { letter: 'B', shape: 'triangle-down', fill: '#f0e442', ink: '#000000', edgeLight: '#857c00', edgeDark: '#f5ec7d' },
  witness: { letter: 'W', shape: 'hexagon', fill: '#009e73', ink: '#000000', edgeLight: '#007f5c', edgeDark: '#2fbf97' },
  associate: { letter: 'A', shape: 'star', fill: '#56b4e9', ink: '#000000', edgeLight: '#2a7fb0', edgeDark: '#7cc6ef' },
  unknown: { letter: '?', shape: 'dot', fill: '#8f99a8', ink: '#000000', edgeLight: '#667080', edgeDark: '#a6b0be' },
}

/** Outline of a shape in a box of 20 by 20, as SVG path data. Also usable with `Path2D` on a canvas. */
export const SHAPE_PATHS: Readonly<Record<RoleShape, string>> = {
  circle: 'M10 1a9 9 0 1 1 0 18a9 9 0 1 1 0-18z',
  square: 'M2.5 2.5h15v15h-15z',
  diamond: 'M10 0.5L19.5 10L10 19.5L0.5 10z',
  triangle: 'M10 1L19.5 18.5H0.5z',
  'triangle-down': 'M0.5 1.5H19.5L10 19z',
  hexagon: 'M5.5 2h9L19.3 10l-4.8 8h-9L0.7 10z',
  star: 'M10 0.3l3 6.2l6.7 0.9l-4.9 4.7l1.2 6.8L10 15.7l-6 3.2l1.2-6.8L0.3 7.4L7 6.5z',
  dot: 'M10 3a7 7 0 1 1 0 14a7 7 0 1 1 0-14z',
}
