/**
 * Path patterns of parsers, as `parsers/model/parser.ts` defines them: paths without leading slash, `**` for any number
 * of folders (also none), `*` for anything but a slash, everything else literally, case-insensitive.
 */

/**
 * Compiles patterns to one test of a path. `pathMatcher(['**' + '/sms.db'])` accepts `sms.db` and `a/b/SMS.db`.
 * No pattern matches nothing. A leading slash of the path is ignored.
 */
export function pathMatcher(globs: readonly string[]): (path: string) => boolean {
  if (globs.length === 0) return () => false
  const pattern = new RegExp(`^(?:${globs.map(patternSource).join('|')})$`, 'isu')
  return (path) => pattern.test(path.startsWith('/') ? path.slice(1) : path)
}

/** Tokens in order of precedence: folders at any depth (several are one, or matching would be cubic), anything at the end, a part of a name, a literal character. */
const TOKEN = /((?:\*\*\/)+)|(\*\*)|(\*)|([^*]+)/gu

function patternSource(glob: string): string {
  return glob.replace(TOKEN, (token, folders: string | undefined, anything: string | undefined, part: string | undefined) => {
    if (folders !== undefined) return '(?:.*/)?'
    if (anything !== undefined) return '.*'
    if (part !== undefined) return '[^/]*'
    return token.replace(/[\\^$.|?+()[\]{}/]/gu, '\\$&')
  })
}
