/** The scripts of the package, as they stand in its pages. Written for browsers of any age that know ES2017. */
import { readFileSync } from 'node:fs'

const read = (name: string): string => readFileSync(new URL(`browser/${name}`, import.meta.url), 'utf8')

/** Marks and comments of reviewers: kept in the browser, saved as one small file. */
export const REVIEW_SCRIPT = read('review.js')
/** Search over the index files beside the page. */
export const SEARCH_SCRIPT = read('search.js')
