// Our own sober base map: land, régions, départements and communes from `/tuiles/limites`, venues from `/tuiles/lieux`.
// There is no `glyphs` address: names are drawn with the page's own font.
import type { StyleSpecification } from 'maplibre-gl';
import type { Readable } from '../api/client.js';

interface Palette {
  sea: string;
  abroad: string;
  land: string;
  communeLine: string;
  departementLine: string;
  regionLine: string;
  name: string;
  halo: string;
  venue: string;
  venueEdge: string;
  chosen: string;
}

const light: Palette = {
  sea: '#dbe8ea',
  abroad: '#e9e4d9',
  land: '#fffdf7',
  communeLine: '#ddd2bf',
  departementLine: '#b3a590',
  regionLine: '#857868',
  name: '#3b332b',
  halo: '#fffdf7',
  venue: '#0b4256',
  venueEdge: '#ffffff',
  chosen: '#a63c12',
};

const dark: Palette = {
  sea: '#0c1417',
  abroad: '#1b1916',
  land: '#26221d',
  communeLine: '#3a332b',
  departementLine: '#5a5044',
  regionLine: '#85796a',
  name: '#e9e0d2',
  halo: '#26221d',
  venue: '#a3dcee',
  venueEdge: '#0a1c23',
  chosen: '#ffc3a3',
};

const TILES: Readable = '/tuiles/{couche}/{z}/{x}/{y}';

/** The addresses of a layer's tiles. */
const tiles = (origin: string, layer: 'lieux' | 'limites'): string[] => [origin + TILES.replace('{couche}', layer)];

const FONT = ['Atkinson Hyperlegible'];

/** The style for a light or a dark page; `origin` because the map's worker knows no relative address. */
export function mapStyle(origin: string, isDark: boolean): StyleSpecification {
  const c = isDark ? dark : light;
  return {
    version: 8,
    sources: {
      limites: {
        type: 'vector',
        tiles: tiles(origin, 'limites'),
        maxzoom: 12,
        attribution: 'Limites : IGN, INSEE, Etalab',
      },
      lieux: { type: 'vector', tiles: tiles(origin, 'lieux'), maxzoom: 14 },
      choisi: { type: 'geojson', data: { type: 'FeatureCollection', features: [] } },
    },
    layers: [
      { id: 'mer', type: 'background', paint: { 'background-color': c.sea } },
      { id: 'terre', type: 'fill', source: 'limites', 'source-layer': 'terre', paint: { 'fill-color': c.abroad } },
      { id: 'france', type: 'fill', source: 'limites', 'source-layer': 'regions', paint: { 'fill-color': c.land } },
      outline('communes', c.communeLine, 9, 0.7),
      outline('departements', c.departementLine, 5, 1),
      outline('regions', c.regionLine, 0, 1.4),
      {
        id: 'noms',
        type: 'symbol',
        source: 'limites',
        'source-layer': 'noms',
        layout: {
          'text-field': ['get', 'nom'],
          'text-font': FONT,
          'text-size': ['interpolate', ['linear'], ['zoom'], 5, 12, 9, 14, 13, 18],
          'text-max-width': 8,
          'text-padding': 6,
          'symbol-sort-key': ['coalesce', ['get', 'rang'], 99],
        },
        paint: { 'text-color': c.name, 'text-halo-color': c.halo, 'text-halo-width': 1.6 },
      },
      {
        id: 'groupes',
        type: 'circle',
        source: 'lieux',
        'source-layer': 'lieux',
        filter: ['has', 'nombre'],
        paint: {
          'circle-color': c.venue,
          'circle-stroke-color': c.venueEdge,
          'circle-stroke-width': 2,
          'circle-radius': ['interpolate', ['linear'], ['sqrt', ['get', 'nombre']], 1, 10, 10, 18, 40, 30],
        },
      },
      {
        id: 'groupes-nombre',
        type: 'symbol',
        source: 'lieux',
        'source-layer': 'lieux',
        filter: ['has', 'nombre'],
        layout: {
          'text-field': ['to-string', ['get', 'nombre']],
          'text-font': FONT,
          'text-size': 13,
          'text-allow-overlap': true,
          // Names stay clear of the groups, which are wider than their numbers.
          'text-padding': 12,
        },
        paint: { 'text-color': c.venueEdge },
      },
      {
        id: 'lieux',
        type: 'circle',
        source: 'lieux',
        'source-layer': 'lieux',
        filter: ['!', ['has', 'nombre']],
        paint: {
          'circle-color': c.venue,
          'circle-stroke-color': c.venueEdge,
          'circle-stroke-width': 2,
          'circle-radius': ['interpolate', ['linear'], ['zoom'], 6, 6, 12, 9, 16, 12],
        },
      },
      {
        id: 'choisi',
        type: 'circle',
        source: 'choisi',
        paint: {
          'circle-color': c.chosen,
          'circle-stroke-color': c.venueEdge,
          'circle-stroke-width': 3,
          'circle-radius': 13,
        },
      },
    ],
  };
}

function outline(layer: string, color: string, minzoom: number, width: number): StyleSpecification['layers'][number] {
  return {
    id: `contour-${layer}`,
    type: 'line',
    source: 'limites',
    'source-layer': layer,
    minzoom,
    layout: { 'line-join': 'round' },
    paint: { 'line-color': color, 'line-width': width },
  };
}
