/** The renderer's only way to the world: Electron's preload when there is one, else the loopback server. */
import type { Bridge } from '../../../main/contract/index.ts'
import { createHttpBridge } from './httpBridge.ts'
import { takeSecret } from './secret.ts'

declare global {
  interface Window {
    /** Set by Electron's preload. */
    readonly corroborate?: Bridge
  }
}

export const bridge: Bridge = window.corroborate ?? createHttpBridge(takeSecret())
