/** How positions are named, coloured and drawn by class in every picture and map file: measured ones filled, others not. */
import type { PositionClass } from '../contract/index.ts'

export interface ClassSign {
  readonly label: string
  readonly colour: string
  /** `filled` = measured by the device; `dashed` = estimated by the system; `open` = claimed, searched or sent by others. */
  readonly ring: 'filled' | 'dashed' | 'open'
  readonly meaning: string
}

export const CLASS_SIGNS: Readonly<Record<PositionClass, ClassSign>> = {
  'device-fix': {
    label: 'Measured by the phone',
    colour: '#0b5cad',
    ring: 'filled',
    meaning: 'The phone recorded this position as its own.',
  },
  visit: {
    label: 'Visit inferred by the phone',
    colour: '#6b3fa0',
    ring: 'dashed',
    meaning: "The phone's software concluded that it stayed here. It is a conclusion, not a measurement.",
  },
  network: {
    label: 'From network or Wi-Fi',
    colour: '#8a5a00',
    ring: 'dashed',
    meaning: 'Estimated from radio networks. The true position is often outside the stated radius.',
  },
  photo: {
    label: 'Claimed by a picture file',
    colour: '#1b7a3d',
    ring: 'open',
    meaning:
      'The file states this position. It says where the file claims it was made, not where the phone was; files can be received and edited.',
  },
  searched: {
    label: 'Looked up',
    colour: '#5f6b7a',
    ring: 'open',
    meaning: 'Somebody searched for this place. Searching is not being there.',
  },
  'shared-by-other': {
    label: 'Sent in a message',
    colour: '#b3261e',
    ring: 'open',
    meaning: 'A message carries this position. It is what its sender shared.',
  },
  'other-device': {
    label: 'Of another device of the account',
    colour: '#00696b',
    ring: 'open',
    meaning: 'Another device of the same account recorded it.',
  },
  mentioned: { label: 'Mentioned in text', colour: '#5f6b7a', ring: 'open', meaning: 'A place that a text names.' },
}
