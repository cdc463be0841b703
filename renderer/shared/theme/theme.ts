/** Light and dark: the system's choice unless the user made one, kept for the next start. */
import { useSyncExternalStore } from 'react'

export type ThemeMode = 'system' | 'light' | 'dark'
export type Theme = 'light' | 'dark'

const STORAGE_KEY = 'corroborate.theme'
const systemDark = window.matchMedia('(prefers-color-scheme: dark)')
const listeners = new Set<() => void>()

function storedMode(): ThemeMode {
  const stored = window.localStorage.getItem(STORAGE_KEY)
  return stored === 'light' || stored === 'dark' ? stored : 'system'
}

let mode: ThemeMode = storedMode()

export function currentTheme(): Theme {
  if (mode !== 'system') return mode
  return systemDark.matches ? 'dark' : 'light'
}

function apply(): void {
  document.documentElement.classList.toggle('bp6-dark', currentTheme() === 'dark')
  for (const listener of listeners) listener()
}

/** Sets the theme before the first paint and follows the system. */
export function startTheme(): void {
  systemDark.addEventListener('change', apply)
  apply()
}

export function setThemeMode(next: ThemeMode): void {
  mode = next
  window.localStorage.setItem(STORAGE_KEY, next)
  apply()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The theme on the screen. Canvas drawings must depend on it and read their colours again. */
export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, currentTheme)
}

/** Value of a token for canvas and WebGL: `readToken('--kind-message')`. */
export function readToken(name: `--${string}`): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim()
}
