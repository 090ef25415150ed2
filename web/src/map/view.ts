// The map itself. This module and the library behind it (about 450 kB) are fetched only when a map is asked for.
import { type LngLatLike, Map as LibreMap, type MapMouseEvent, NavigationControl, ScaleControl, setWorkerUrl } from 'maplibre-gl';
import 'maplibre-gl/dist/maplibre-gl.css';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import type { Sentences } from '../sentences.js';
import { controls } from './locale.js';
import { type Box } from './box.js';
import { mapStyle } from './style.js';

export { type LibreMap };

/** What a map shows at first, and whether it is the page's subject or a small illustration. */
export interface Start {
  bounds: Box | null;
  point: { lon: number; lat: number } | null;
  small: boolean;
  label: string;
  sentences: Sentences;
}

const FRANCE: Box = [-5.3, 41.2, 9.7, 51.2];
const darkPage = window.matchMedia('(prefers-color-scheme: dark)');

/** Draws a map in `container` and gives it back. */
export async function drawMap(container: HTMLElement, start: Start): Promise<LibreMap> {
  setWorkerUrl(new URL(workerUrl, location.href).href);
  await Promise.all([document.fonts.load('400 16px "Atkinson Hyperlegible"'), document.fonts.ready]);
  const map = new LibreMap({
    container,
    style: mapStyle(location.origin, darkPage.matches),
    locale: controls(start.sentences),
    cooperativeGestures: start.small,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    rollEnabled: false,
    maxPitch: 0,
    minZoom: 1,
    maxZoom: 17,
    attributionControl: { compact: false },
    ...(start.point
      ? { center: [start.point.lon, start.point.lat] as LngLatLike, zoom: 13 }
      : { bounds: start.bounds ?? FRANCE, fitBoundsOptions: { padding: 16 } }),
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }), 'top-right');
  map.addControl(new ScaleControl({ unit: 'metric' }), 'bottom-left');
  map.getCanvas().setAttribute('aria-label', start.label);
  darkPage.addEventListener('change', () => map.setStyle(mapStyle(location.origin, darkPage.matches)));
  map.on('load', () => {
    if (start.point) markChosen(map, start.point.lon, start.point.lat);
  });
  return map;
}

/** Shows one point as the chosen one. */
export function markChosen(map: LibreMap, lon: number, lat: number): void {
  const source = map.getSource('choisi');
  if (source && 'setData' in source && typeof source.setData === 'function') {
    source.setData({ type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: [lon, lat] } });
  }
}

/** From this zoom on, coming nearer does not part a group: its venues share a building. */
const CLOSE = 14;

/**
 * Calls `chosen` with the id of a venue that is clicked. A click on a group comes nearer; where that cannot part it,
 * `crowded` is called: the list names its venues.
 */
export function onVenueClick(
  map: LibreMap,
  chosen: (id: string, lon: number, lat: number) => void,
  crowded: () => void,
): void {
  map.on('click', (event: MapMouseEvent) => {
    // A finger is not a point: look a little around.
    const around = 8;
    const { x, y } = event.point;
    const [hit] = map.queryRenderedFeatures(
      [
        [x - around, y - around],
        [x + around, y + around],
      ],
      { layers: ['lieux', 'groupes'] },
    );
    if (!hit || hit.geometry.type !== 'Point') return;
    const [lon, lat] = hit.geometry.coordinates;
    if (lon === undefined || lat === undefined) return;
    const id: unknown = hit.properties['id'];
    if (typeof id === 'string') {
      chosen(id, lon, lat);
    } else if (map.getZoom() < CLOSE) {
      map.easeTo({ center: [lon, lat], zoom: Math.min(map.getZoom() + 2, CLOSE) });
    } else {
      map.easeTo({ center: [lon, lat], zoom: Math.max(map.getZoom(), 17) });
      crowded();
    }
  });
  for (const layer of ['lieux', 'groupes']) {
    map.on('mouseenter', layer, () => (map.getCanvas().style.cursor = 'pointer'));
    map.on('mouseleave', layer, () => (map.getCanvas().style.cursor = ''));
  }
}
