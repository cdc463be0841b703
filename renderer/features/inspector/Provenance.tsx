import { Button } from '@blueprintjs/core'
import { useState } from 'react'
import type { RecordDetail } from '../../../main/contract/index.ts'
import { EvidenceText } from '../../shared/ui/index.ts'
import { inspectorWords as words } from '../../shared/wording/inspector.ts'
import { Fact, Section } from './Section.tsx'
import { SourceRowTable } from './SourceRowTable.tsx'

/** File, hash, table, row and parser, and the row itself on request. */
export function Provenance({ detail: { line, source, provenance } }: { readonly detail: RecordDetail }) {
  const [isRowShown, setIsRowShown] = useState(false)
  const { labels } = words
  return (
    <Section title={words.sections.provenance}>
      <dl className="ui-facts">
        <Fact label={labels.id}>
          <span className="is-fixed">{line.id}</span>
        </Fact>
        <Fact label={labels.source}>
          <EvidenceText text={source.label} />
        </Fact>
        <Fact label={labels.file}>
          <EvidenceText text={provenance.file} />
        </Fact>
        {provenance.storedAs !== provenance.file && (
          <Fact label={labels.storedAs}>
            <EvidenceText text={provenance.storedAs} />
          </Fact>
        )}
        <Fact label={labels.sha256}>
          <span className="is-fixed">{provenance.fileSha256 ?? words.noHash}</span>
        </Fact>
        <Fact label={labels.table}>
          <span className="is-fixed">{provenance.table}</span>
        </Fact>
        <Fact label={labels.row}>
          <EvidenceText text={provenance.row} className="is-fixed" />
        </Fact>
        <Fact label={labels.parser}>{words.parser(provenance.parser, provenance.parserVersion, provenance.app)}</Fact>
      </dl>
      <Button size="small" active={isRowShown} onClick={() => setIsRowShown(!isRowShown)}>
        {isRowShown ? words.sourceRow.hide : words.sourceRow.show}
      </Button>
      {isRowShown && <SourceRowTable recordKey={line.key} />}
    </Section>
  )
}
