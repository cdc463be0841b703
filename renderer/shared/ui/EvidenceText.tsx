import { createElement } from 'react'

/** Verbatim text of the evidence: a text node, isolated from the direction of its surroundings. Links are not links. */
export function EvidenceText(props: { readonly text: string; readonly as?: 'span' | 'p' | 'div' | 'pre'; readonly className?: string }) {
  return createElement(props.as ?? 'span', { dir: 'auto', className: `evidence-text ${props.className ?? ''}` }, props.text)
}
