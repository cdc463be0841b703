export { ROLE_SIGNS, SHAPE_PATHS, type RoleShape, type RoleSign } from './roleSigns.ts'
export { readToken, setThemeMode, startTheme, useTheme, type Theme } from './theme.ts'
