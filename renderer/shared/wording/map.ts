/** Words of the map. Read as evidence text: they say what was stored, never where anybody was. */
import type { PositionClass } from '../../../main/contract/index.ts'

export interface ClassMeaning {
  readonly name: string
  /** What the sign stands for. */
  readonly meaning: string
  /** What the stored radius means for this class. */
  readonly radius: string
}

const PHONE_RADIUS = 'Phones state a radius that about two of three fixes keep to. The true place may lie outside.'

export const positionClassMeanings: Readonly<Record<PositionClass, ClassMeaning>> = {
  'device-fix': { name: 'Device fix', meaning: 'A position that the phone computed and stored.', radius: PHONE_RADIUS },
  visit: {
    name: 'Visit',
    meaning: 'A stay that the phone worked out by itself. Not an observation.',
    radius: 'Size that the phone gave the place, not a measured accuracy.',
  },
  network: {
    name: 'Network',
    meaning: 'From cells or Wi-Fi. Names an area, never a point.',
    radius: 'An area. In tests of Wi-Fi positions few true places lay inside the stated circle.',
  },
  photo: {
    name: 'Photo',
    meaning: 'Where the picture file says it was taken. Not where this phone was, if the picture was received.',
    radius: 'As the camera wrote it.',
  },
  searched: { name: 'Searched', meaning: 'Looked for on a map. No sign of having been there.', radius: 'Not a measurement.' },
  'shared-by-other': {
    name: 'Shared by another',
    meaning: 'Sent by the device of another person.',
    radius: 'As the other device stated it.',
  },
  'other-device': { name: 'Other device', meaning: 'Stored here about another device.', radius: 'As stored for the other device.' },
  mentioned: { name: 'Mentioned', meaning: 'A place named in text. No measurement.', radius: 'Not a measurement.' },
}

export const mapWords = {
  view: 'Map: who was recorded where',
  canvas: 'Map. The list of positions beside it holds the same records and works by keyboard.',
  loading: 'Loading positions',
  noneTitle: 'No positions in this case',
  noneText: 'No record in it has a position. Add an extraction with positions or photos in the Case view.',
  emptyTitle: 'No position in the lens',
  emptyText: 'None of the records that the lens lets through has a position. Widen the period or clear the lens.',
  emptyClear: 'Clear the lens',
  toolbar: {
    fit: 'Fit',
    fitHint: 'Show all positions (0)',
    measure: 'Measure',
    measureHint: 'Distance between two places: click both. Escape ends it.',
    narrow: 'Narrow to this window',
    narrowHint: 'Only records with a position inside this window, in all views',
    picture: 'Save picture',
    pictureHint: 'PNG of the map with its legend',
    zoomIn: 'Nearer',
    zoomOut: 'Farther',
    colourBy: 'Colour by',
    byOwner: 'owner',
    byTime: 'time',
  },
  legend: {
    tab: 'Legend',
    listTab: 'List',
    panel: 'Legend and list of positions',
    owners: 'Whose position',
    classes: 'Kinds of position',
    drawing: 'Drawing',
    unknownOwner: 'owner not stored',
    time: 'Early to late',
    undated: 'no time',
    observed: 'fixes at most 30 min apart',
    partial: 'Lines pass over fixes that the lens or the window leaves out.',
    gap: 'not observed (longer without a fix)',
    showGaps: 'Times not observed, dashed',
    showTracks: 'Tracks of device fixes',
    showCircles: 'Circles of the stored radius',
    wide: 'Widen circles to 95\u00a0% (×\u00a01.62)',
    showBins: 'Counts in a grid',
    wideHint: 'For a stated radius that holds 68 % of a circular Gaussian error. Many devices do worse.',
    ofTotal: (shown: string, total: string) => `${shown} of ${total}`,
  },
  notices: {
    sample: (shown: string, total: string) =>
      `${shown} of ${total} positions drawn, an even sample in time order. The grid counts all of them. Zoom in or narrow the lens to see every one.`,
    sampleWindow: (shown: string, around: string, total: string) =>
      `${shown} of the ${around} positions in and around this window are drawn, an even sample in time order (${total} in the lens). The grid counts all of them. Zoom in or narrow the lens to see every one.`,
    windowOnly: (shown: string, total: string) => `Every position in and around this window is drawn: ${shown} of ${total}.`,
    sampleTracks: 'Times not observed are not drawn for a sample.',
    circlesHidden: (count: string) => `${count} circles in this window are too many to tell apart: zoom in to see them at true scale.`,
    outside: (count: string) => `${count} of the positions lie outside this window.`,
    noStreets: 'No street map loaded: the ground is empty here, positions and scale are true.',
    playing: 'Playing: positions of the last 24 h.',
  },
  hover: {
    radius: (text: string) => `Stored radius ${text}.`,
    noRadius: 'No radius stored.',
    more: (count: string) => `${count} more here: click again for the next`,
    until: 'until',
  },
  playback: {
    play: 'Play',
    pause: 'Pause',
    stop: 'Leave playback',
    speed: 'Speed',
    bar: 'Playback',
    whole: 'Whole time',
    unit: 'positions',
    sampleUnit: 'of the sampled positions',
    noTimes: 'No position has a time.',
    undated: (count: string) => `${count} without time`,
  },
  list: { label: 'Positions in time order', of: 'of', noRadius: 'no radius' },
  measured: (text: string) => `${text} great circle`,
  credit: 'Land: Natural Earth. Towns: GeoNames, CC BY 4.0.',
  picture: {
    title: 'Positions recorded',
    projection: 'Web Mercator; the scale holds at the middle of the picture.',
    period: 'Period',
    wholePeriod: 'whole case',
    times: 'Times in',
    fileName: 'corroborate-map.png',
    failed: 'The picture could not be made. The case is unchanged; try again.',
    saved: 'The picture was handed over for saving.',
    early: 'early',
    late: 'late',
    lines: 'Solid lines join fixes of one phone at most 30 minutes apart. Dashed: not observed.',
    linesOfPart: 'Fixes that the lens or the window leaves out are left out of the lines too.',
    linesOfSample: 'Solid lines join sampled fixes of one phone at most 30 minutes apart; times without fixes are not drawn.',
    circles: 'Circles: stored radius at true scale; the true place may lie outside.',
    wideCircles: 'Circles: 1.62 times the stored radius at true scale; the true place may lie outside.',
    counts: (shown: string, total: string) => `${shown} of ${total} positions in the lens are drawn.`,
  },
  keys: {
    group: 'Map',
    play: 'Play or pause',
    back: 'One hour back',
    forward: 'One hour on',
    fit: 'Fit all positions',
    nearer: 'Nearer',
    farther: 'Farther',
    measure: 'Measure a distance',
    next: 'Next position',
    previous: 'Previous position',
    end: 'End measuring or playback',
  },
} as const
