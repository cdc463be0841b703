/** The map's style: bundled ground, our own layers on top. Pure; only types of the map library. */
import type { ExpressionSpecification, FilterSpecification, GeoJSONSourceSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl'
import type { Theme } from '../../shared/theme/index.ts'

/** Names of the sources that the map component fills. */
export const SOURCE_NAMES = ['land', 'borders', 'coasts', 'countries', 'towns', 'gridLines', 'gridLabels', 'bins', 'circles', 'tracks', 'points', 'names', 'selected', 'measure'] as const
export type SourceName = (typeof SOURCE_NAMES)[number]

/** Layers whose features are records and can be pointed at. */
export const RECORD_LAYERS: readonly string[] = ['dots', 'signs']

interface Colours {
  readonly sea: string
  readonly land: string
  readonly border: string
  readonly coast: string
  readonly grid: string
  readonly town: string
  readonly country: string
  readonly halo: string
  readonly text: string
  readonly accent: string
}

export const GROUND_COLOURS: Readonly<Record<Theme, Colours>> = {
  light: { sea: '#dfe7ee', land: '#f8f8f5', border: '#b3aea6', coast: '#a9b6c2', grid: '#c6d0da', town: '#59626d', country: '#8a8378', halo: '#ffffff', text: '#1b2129', accent: '#2057b5' },
  dark: { sea: '#12161c', land: '#1f242c', border: '#4a5260', coast: '#39434f', grid: '#2a323d', town: '#aab3bf', country: '#7b8593', halo: '#14171c', text: '#e5e9ef', accent: '#7fb0ff' },
}

/** Names of people may be in any script that the program brings fonts for. */
const NAME_FONTS = ['Noto Sans', 'Noto Sans Thai', 'Noto Sans Arabic', 'Noto Emoji']
const EMPTY: GeoJSONSourceSpecification['data'] = { type: 'FeatureCollection', features: [] }

/** Towns by size of place and of the window; capitals early. */
const TOWN_FILTER: FilterSpecification = [
  'any',
  ['>=', ['get', 'thousands'], ['step', ['zoom'], 6000, 3, 3000, 4, 800, 5, 250, 6, 100, 7, 50, 8, 25, 9, 15]],
  ['all', ['get', 'isCapital'], ['>=', ['zoom'], 4]],
]

export function mapStyle(theme: Theme): StyleSpecification {
  const colours = GROUND_COLOURS[theme]
  // No simplification for our own data: a circle's radius and a track's corner are evidence.
  const sources = Object.fromEntries(SOURCE_NAMES.map((name) => [name, { type: 'geojson', data: EMPTY, ...(OWN_DATA.has(name) ? { tolerance: 0 } : {}) } as const]))
  return { version: 8, sources, layers: [...groundLayers(colours), ...trackLayers(colours), ...labelLayers(colours), ...recordLayers(colours, theme)] }
}

const OWN_DATA: ReadonlySet<SourceName> = new Set<SourceName>(['bins', 'circles', 'tracks', 'points', 'names', 'selected', 'measure', 'gridLines', 'gridLabels'])

function groundLayers(colours: Colours): LayerSpecification[] {
  return [
    { id: 'sea', type: 'background', paint: { 'background-color': colours.sea } },
    { id: 'land', type: 'fill', source: 'land', paint: { 'fill-color': colours.land } },
    { id: 'grid', type: 'line', source: 'gridLines', paint: { 'line-color': colours.grid, 'line-width': 0.8 } },
    { id: 'coasts', type: 'line', source: 'coasts', paint: { 'line-color': colours.coast, 'line-width': 0.9 } },
    { id: 'borders', type: 'line', source: 'borders', paint: { 'line-color': colours.border, 'line-width': ['interpolate', ['linear'], ['zoom'], 2, 0.6, 8, 1.4] } },
  ]
}

/** From afar, tracks of several owners lie side by side, clear of the dots; near by, each lies where its fixes are. */
const SIDE_BY_SIDE: ExpressionSpecification = ['interpolate', ['linear'], ['zoom'], 7, ['*', 4, ['get', 'side']], 12, 0]

function trackLayers(colours: Colours): LayerSpecification[] {
  return [
    { id: 'bins', type: 'fill', source: 'bins', paint: { 'fill-color': colours.accent, 'fill-opacity': ['interpolate', ['linear'], ['get', 'weight'], 0, 0.08, 1, 0.5] } },
    { id: 'circles', type: 'fill', source: 'circles', paint: { 'fill-color': ['get', 'colour'], 'fill-opacity': ['case', ['get', 'isSelected'], 0.2, 0.05] } },
    {
      id: 'circleEdges', type: 'line', source: 'circles', filter: ['!', ['get', 'isDashed']],
      paint: { 'line-color': ['get', 'colour'], 'line-width': ['case', ['get', 'isSelected'], 2, 0.8], 'line-opacity': ['case', ['get', 'isSelected'], 1, 0.45] },
    },
    {
      id: 'networkEdges', type: 'line', source: 'circles', filter: ['get', 'isDashed'],
      paint: { 'line-color': ['get', 'colour'], 'line-width': ['case', ['get', 'isSelected'], 2, 1.1], 'line-opacity': 0.8, 'line-dasharray': [4, 3] },
    },
    {
      id: 'gaps', type: 'line', source: 'tracks', filter: ['==', ['get', 'kind'], 'gap'],
      paint: { 'line-color': ['get', 'colour'], 'line-width': 1, 'line-opacity': 0.55, 'line-dasharray': [2, 5] },
    },
    {
      id: 'tracks', type: 'line', source: 'tracks', filter: ['==', ['get', 'kind'], 'observed'],
      layout: { 'line-cap': 'round', 'line-join': 'round' }, paint: { 'line-color': ['get', 'colour'], 'line-width': 2.2, 'line-opacity': 0.85, 'line-offset': SIDE_BY_SIDE },
    },
  ]
}

function labelLayers(colours: Colours): LayerSpecification[] {
  const halo = { 'text-halo-color': colours.halo, 'text-halo-width': 1.4 } as const
  return [
    {
      id: 'townDots', type: 'circle', source: 'towns', minzoom: 4, filter: TOWN_FILTER,
      paint: { 'circle-radius': ['case', ['get', 'isCapital'], 2.6, 1.8], 'circle-color': colours.halo, 'circle-stroke-color': colours.town, 'circle-stroke-width': 1 },
    },
    {
      id: 'towns', type: 'symbol', source: 'towns', minzoom: 3, filter: TOWN_FILTER,
      layout: {
        'text-field': ['get', 'name'], 'text-font': ['Noto Sans'], 'text-size': ['interpolate', ['linear'], ['get', 'thousands'], 15, 11, 1000, 12.5, 8000, 14],
        'text-variable-anchor': ['left', 'right', 'top', 'bottom'], 'text-radial-offset': 0.45, 'text-justify': 'auto', 'symbol-sort-key': ['-', 0, ['get', 'thousands']], 'text-padding': 6,
      },
      paint: { 'text-color': colours.town, ...halo },
    },
    {
      id: 'countries', type: 'symbol', source: 'countries', maxzoom: 6.5,
      layout: {
        'text-field': ['get', 'name'], 'text-font': ['Noto Sans'], 'text-transform': 'uppercase', 'text-letter-spacing': 0.12, 'text-max-width': 7,
        'text-size': ['interpolate', ['linear'], ['zoom'], 1, 9, 5, 13], 'symbol-sort-key': ['-', 0, ['get', 'rank']], 'text-padding': 8,
      },
      paint: { 'text-color': colours.country, ...halo },
    },
    gridLabelLayer('longitude', 'top', colours),
    gridLabelLayer('latitude', 'left', colours),
  ]
}

function gridLabelLayer(axis: 'longitude' | 'latitude', anchor: 'top' | 'left', colours: Colours): LayerSpecification {
  return {
    id: `${axis}Labels`, type: 'symbol', source: 'gridLabels', filter: ['==', ['get', 'axis'], axis],
    layout: { 'text-field': ['get', 'text'], 'text-font': ['Noto Sans'], 'text-size': 10, 'text-anchor': anchor, 'text-offset': axis === 'longitude' ? [0, 4.1] : [0.4, 0] },
    paint: { 'text-color': colours.country, 'text-halo-color': colours.halo, 'text-halo-width': 1 },
  }
}

function recordLayers(colours: Colours, theme: Theme): LayerSpecification[] {
  return [
    {
      id: 'dots', type: 'circle', source: 'points', filter: ['get', 'isDot'],
      paint: { 'circle-radius': ['interpolate', ['linear'], ['zoom'], 4, 3, 9, 4.5], 'circle-color': ['get', 'colour'], 'circle-stroke-color': theme === 'dark' ? '#0c0f13' : '#ffffff', 'circle-stroke-width': 1 },
    },
    { id: 'signs', type: 'symbol', source: 'points', filter: ['!', ['get', 'isDot']], layout: { 'icon-image': ['get', 'icon'], 'icon-allow-overlap': true, 'icon-ignore-placement': true } },
    { id: 'selectedHalo', type: 'circle', source: 'selected', paint: { 'circle-radius': 13, 'circle-color': 'rgba(0,0,0,0)', 'circle-stroke-color': colours.halo, 'circle-stroke-width': 5 } },
    { id: 'selected', type: 'circle', source: 'selected', paint: { 'circle-radius': 13, 'circle-color': 'rgba(0,0,0,0)', 'circle-stroke-color': colours.accent, 'circle-stroke-width': 2.5 } },
    {
      id: 'names', type: 'symbol', source: 'names',
      layout: {
        // The square carries the colour: a name in it would be hard to read on one of the two grounds.
        'text-field': ['case', ['has', 'colour'], ['format', '■ ', { 'text-color': ['get', 'colour'] }, ['get', 'name'], {}], ['get', 'name']], 'text-font': NAME_FONTS, 'text-size': 12.5,
        'text-variable-anchor': ['bottom-left', 'top-left', 'bottom-right', 'top-right'], 'text-radial-offset': 0.8, 'text-justify': 'auto',
      },
      paint: { 'text-color': colours.text, 'text-halo-color': colours.halo, 'text-halo-width': 2 },
    },
    { id: 'measureLine', type: 'line', source: 'measure', paint: { 'line-color': colours.text, 'line-width': 1.6, 'line-dasharray': [3, 2] } },
    { id: 'measureEnds', type: 'circle', source: 'measure', filter: ['all', ['==', ['geometry-type'], 'Point'], ['!', ['has', 'text']]], paint: { 'circle-radius': 4, 'circle-color': colours.halo, 'circle-stroke-color': colours.text, 'circle-stroke-width': 1.6 } },
    {
      id: 'measureText', type: 'symbol', source: 'measure', filter: ['has', 'text'],
      layout: { 'text-field': ['get', 'text'], 'text-font': ['Noto Sans'], 'text-size': 13, 'text-allow-overlap': true, 'text-anchor': 'bottom', 'text-offset': [0, -0.5] },
      paint: { 'text-color': colours.text, 'text-halo-color': colours.halo, 'text-halo-width': 2.5 },
    },
  ]
}
