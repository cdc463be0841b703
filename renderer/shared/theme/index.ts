export { ROLE_SIGNS, SHAPE_PATHS, type RoleShape, type RoleSign } from './roleSigns.ts'
export { currentTheme, readToken, setThemeMode, startTheme, useTheme, type Theme, type ThemeMode } from './theme.ts'
