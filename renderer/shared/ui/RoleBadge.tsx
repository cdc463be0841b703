import type { Role } from '../../../main/contract/index.ts'
import { ROLE_SIGNS, SHAPE_PATHS, useTheme } from '../theme/index.ts'
import { roleWords } from '../wording/signs.ts'

/** Baseline of the letter, moved so that it sits in the middle of its shape. */
const LETTER_Y: Partial<Record<Role, number>> = { driver: 16.5, buyer: 12, associate: 15 }

export interface RoleBadgeProps {
  readonly role: Role | null
  readonly size?: number
  /** Dashed outline: only seen in others' data. Solid when left out. */
  readonly isDashed?: boolean
  /** Writes the word beside the sign. */
  readonly hasLabel?: boolean
}

/** Colour, letter and shape of a role. */
export function RoleBadge({ role, size = 17, isDashed = false, hasLabel = false }: RoleBadgeProps) {
  const theme = useTheme()
  const known = role ?? 'unknown'
  const sign = ROLE_SIGNS[known]
  const edge = theme === 'dark' ? sign.edgeDark : sign.edgeLight
  const words = roleWords[known]
  return (
    <>
      <svg className="ui-role" width={size} height={size} viewBox="-1 -1 22 22" role="img" aria-label={words}>
        <title>{words}</title>
        {/* A dashed edge on the fill itself reads as a cogwheel at this size: the fill stands back from its dashes. */}
        {isDashed && <path d={SHAPE_PATHS[sign.shape]} fill={sign.fill} transform="translate(10 10) scale(0.84) translate(-10 -10)" />}
        <path
          d={SHAPE_PATHS[sign.shape]}
          fill={isDashed ? 'none' : sign.fill}
          stroke={edge}
          strokeWidth={isDashed ? 1.3 : 1.6}
          strokeLinejoin="round"
          {...(isDashed ? { strokeDasharray: '2.6 2' } : {})}
        />
        <text x={10} y={LETTER_Y[known] ?? 14.6} fill={sign.ink} aria-hidden="true">
          {sign.letter}
        </text>
      </svg>
      {hasLabel && <span className="ui-role-label">{words}</span>}
    </>
  )
}
