import type { Role } from '../../../main/contract/index.ts'
import { ROLE_LIST } from '../../shared/lens/index.ts'
import { RoleBadge } from '../../shared/ui/index.ts'
import { graphWords } from '../../shared/wording/graph.ts'

const words = graphWords.legend

/** Signs of the roles that occur, outlines, lines. */
export function GraphLegend({
  roles,
  hasGroups,
  isCollapsed,
}: {
  readonly roles: ReadonlySet<Role>
  readonly hasGroups: boolean
  readonly isCollapsed: boolean
}) {
  return (
    <div className="graph-legend">
      <ul aria-label={words.title}>
        {ROLE_LIST.filter((role) => roles.has(role)).map((role) => (
          <li key={role}>
            <RoleBadge role={role} size={16} hasLabel />
          </li>
        ))}
        <li>
          <Outline />
          {words.examined}
        </li>
        <li>
          <Outline isDashed />
          {words.seen}
        </li>
        <li>
          <Line />
          {words.edge}
        </li>
        {hasGroups && (
          <li>
            <Line isDashed />
            {words.groupEdge}
          </li>
        )}
        {isCollapsed && (
          <li>
            <GroupSign />
            {words.group}
          </li>
        )}
        <li>{words.size}</li>
        <li>{words.place}</li>
      </ul>
    </div>
  )
}

function Outline({ isDashed = false }: { readonly isDashed?: boolean }) {
  return (
    <svg width={18} height={16} aria-hidden="true">
      <circle
        cx={9}
        cy={8}
        r={6}
        fill="none"
        stroke="var(--text)"
        strokeWidth={isDashed ? 1.4 : 2.2}
        {...(isDashed ? { strokeDasharray: '3 2.4' } : {})}
      />
    </svg>
  )
}

function GroupSign() {
  return (
    <svg width={18} height={16} aria-hidden="true" className="graph-group-sign">
      <circle cx={9} cy={8} r={7} fill="var(--line-strong)" stroke="var(--text)" />
      <text x={9} y={11.5}>
        3
      </text>
    </svg>
  )
}

function Line({ isDashed = false }: { readonly isDashed?: boolean }) {
  return (
    <svg width={18} height={16} aria-hidden="true">
      <line x1={0} x2={18} y1={8} y2={8} stroke="var(--text-quiet)" strokeWidth={2} {...(isDashed ? { strokeDasharray: '4 3' } : {})} />
    </svg>
  )
}
