/** Sentences for what fails between the window and the program behind it. */
export const failureWords = {
  refused: (channel: string, status: number) => `The program refused the call ${channel} (HTTP ${status}). The case is unchanged.`,
  noAnswer: 'The program behind this window does not answer. The case file is safe; start the program again.',
  callFailed: (channel: string, detail: string) => `The call ${channel} failed: ${detail}`,
} as const
