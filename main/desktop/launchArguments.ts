/** What may stand behind `npm start --`, for the launcher and for Electron's main process alike. */

export interface LaunchArguments {
  /** Build or open the synthetic demo. */
  readonly isDemo: boolean
  /** Case file to open, or null for the welcome page. */
  readonly casePath: string | null
  /** Port for the browser door; 0 lets the system choose. */
  readonly port: number
  /** False where only the address shall be printed. */
  readonly opensBrowser: boolean
  /** True to use the browser although Electron is there. */
  readonly wantsBrowser: boolean
}

/**
 * Reads `[CASE] [--demo] [--port N] [--no-open] [--browser]`. Options of Chromium and Electron (which the system may add
 * to a started program) are passed over.
 *
 * @throws Error with one plain sentence for a port that is none
 */
export function readLaunchArguments(given: readonly string[]): LaunchArguments {
  const portAt = given.indexOf('--port')
  const rest = portAt < 0 ? given : given.toSpliced(portAt, 2)
  return {
    isDemo: rest.includes('--demo'),
    casePath: rest.find((argument) => argument.endsWith('.corroborate')) ?? null,
    port: portAt < 0 ? 0 : readPort(given[portAt + 1]),
    opensBrowser: !rest.includes('--no-open'),
    wantsBrowser: rest.includes('--browser'),
  }
}

function readPort(text: string | undefined): number {
  const port = Number(text)
  if (text === undefined || !Number.isInteger(port) || port < 0 || port > 65_535) throw new Error('--port needs a number from 0 to 65535.')
  return port
}
