/**
 * The renderer's only opening in the desktop program. Runs sandboxed, so it is one CommonJS file and imports nothing but
 * types; the message names are those of channels.ts (a test compares them).
 */
import type { Bridge, ContractEvents } from '../contract/index.ts' with { 'resolution-mode': 'import' }
import type { IpcRendererEvent } from 'electron'

const { contextBridge, ipcRenderer }: typeof import('electron') = require('electron')

// One listener per subscription of the page, of which there are more than the ten that would warn.
ipcRenderer.setMaxListeners(0)

const bridge: Bridge = {
  invoke: (channel, args) => ipcRenderer.invoke('corroborate:invoke', channel, args),
  on: (event, listener) => {
    const pass = (_ipcEvent: IpcRendererEvent, name: string, data: ContractEvents[typeof event]): void => {
      if (name === event) listener(data)
    }
    ipcRenderer.on('corroborate:event', pass)
    return () => void ipcRenderer.off('corroborate:event', pass)
  },
  choosePath: (options) => ipcRenderer.invoke('corroborate:choose-path', options),
}

contextBridge.exposeInMainWorld('corroborate', bridge)
