export { ROLE_SIGNS, SHAPE_PATHS } from './roleSigns.ts'
export { readToken, setThemeMode, startTheme, useTheme, type Theme } from './theme.ts'
