/** Where exhibits stand: a hundred on a page, each under its id. */
import type { Exhibit } from './model.ts'

/** Exhibits of one page; more would make it slow to open and to print. */
export const EXHIBITS_PER_PAGE = 100

export const exhibitsFile = (page: number): string => (page === 1 ? 'exhibits.html' : `exhibits-${page}.html`)
export const exhibitLink = ({ index, id }: Pick<Exhibit, 'index' | 'id'>): string =>
  `${exhibitsFile(Math.ceil(index / EXHIBITS_PER_PAGE))}#${id}`
