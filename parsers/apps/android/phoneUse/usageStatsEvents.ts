/** Kinds of events in Android's statistics of use, after its public UsageEvents: number -> what it says. */
import type { AppActivity, DeviceEventRecord } from '../../../model/index.ts'

/** An event of the phone itself where `device` is there, otherwise one of the app that is named. */
interface EventMeaning {
  readonly words: string
  readonly app: AppActivity
  readonly device?: DeviceEventRecord['activity']
}

export const EVENTS: Readonly<Record<number, EventMeaning>> = {
  0: { words: 'no kind', app: 'other' },
  1: { words: 'came to the front', app: 'in-focus' },
  2: { words: 'left the front', app: 'other' },
  3: { words: 'was in front at the end of the day', app: 'other' },
  4: { words: 'was in front since the day before', app: 'other' },
  5: { words: 'the set-up of screen or language changed', app: 'other', device: 'setting' },
  6: { words: 'was used by the system', app: 'other' },
  7: { words: 'was used by hand, as the system counts it', app: 'used' },
  8: { words: 'a shortcut of it was used', app: 'used' },
  9: { words: 'was chosen in a menu', app: 'used' },
  10: { words: 'a notification of it was seen', app: 'notification' },
  11: { words: 'the system ranked it anew', app: 'other' },
  12: { words: 'a notification of it drew attention', app: 'notification' },
  13: { words: 'a slice of it was pinned (by a system app)', app: 'other' },
  14: { words: 'a slice of it was pinned', app: 'other' },
  15: { words: 'the screen went on', app: 'other', device: 'screen-on' },
  16: { words: 'the screen went off', app: 'other', device: 'screen-off' },
  17: { words: 'the lock screen appeared', app: 'other', device: 'locked' },
  18: { words: 'the lock screen went away', app: 'other', device: 'unlocked' },
  19: { words: 'a service of it began to run in the foreground', app: 'other' },
  20: { words: 'a service of it stopped running in the foreground', app: 'other' },
  21: { words: 'a service of it ran on from the interval before', app: 'other' },
  22: { words: 'a service of it ran on into the next interval', app: 'other' },
  23: { words: 'was no longer visible', app: 'other' },
  24: { words: 'a screen of it was closed', app: 'other' },
  25: { words: 'the statistics were written', app: 'other', device: 'other' },
  26: { words: 'the phone was shut down', app: 'other', device: 'shut-down' },
  27: { words: 'the phone was started', app: 'other', device: 'started' },
  28: { words: 'the user was unlocked, the first time since the start', app: 'other', device: 'unlocked' },
  29: { words: 'the user was stopped', app: 'other', device: 'other' },
  30: { words: 'said what content it showed', app: 'other' },
  31: { words: 'a part of it was used by another app or by hand', app: 'used' },
}

/** What is counted of an interval as a whole: element of the XML -> words. */
export const COUNT_WORDS: Readonly<Record<string, string>> = {
  interactive: 'screen on',
  'non-interactive': 'screen off',
  'keyguard-shown': 'lock screen shown',
  'keyguard-hidden': 'lock screen away',
}
