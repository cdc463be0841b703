/** The page with which a reader checks a package in a browser, without this program. Made by `test/makeVerifyPage.ts`. */
import { readFileSync } from 'node:fs'

export const VERIFY_PAGE = 'verify.html'

export const verifyPage = (): string => readFileSync(new URL('verifyPage.html', import.meta.url), 'utf8')
