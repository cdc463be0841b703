/** Collects what an examiner must know, without letting 90,000 damaged entries make 90,000 lines. */
import type { ExtractionNotice } from './extraction.ts'

/** Entries named one by one before the rest are counted. */
const NAMED_PER_PROBLEM = 20

export class NoticeBook {
  private readonly pathsByProblem = new Map<string, string[]>()
  private readonly general: ExtractionNotice[] = []

  /** Something about the container as a whole. */
  say(problem: string): void {
    this.general.push({ path: null, problem })
  }

  /** Something about one entry; `problem` is a sentence that does not name the entry. */
  about(path: string, problem: string): void {
    const paths = this.pathsByProblem.get(problem)
    if (paths === undefined) this.pathsByProblem.set(problem, [path])
    else paths.push(path)
  }

  countOf(problem: string): number {
    return this.pathsByProblem.get(problem)?.length ?? 0
  }

  all(): readonly ExtractionNotice[] {
    const notices = [...this.general]
    for (const [problem, paths] of this.pathsByProblem) {
      for (const path of paths.slice(0, NAMED_PER_PROBLEM)) notices.push({ path, problem })
      const more = paths.length - NAMED_PER_PROBLEM
      if (more > 0) notices.push({ path: null, problem: `${more} more ${more === 1 ? 'entry' : 'entries'}: ${problem}` })
    }
    return notices
  }
}
