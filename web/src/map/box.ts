// Boxes of the map as the addresses of the site write them: west, south, east, north, in degrees.

export type Box = [west: number, south: number, east: number, north: number];

/** Reads `o,s,e,n`; nothing when it is not a box. */
export function readBox(text: string | undefined): Box | null {
  const numbers = (text ?? '').split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  const [west, south, east, north] = numbers;
  if (numbers.length !== 4 || numbers.some((number) => !Number.isFinite(number))) return null;
  return [west as number, south as number, east as number, north as number];
}

/**
 * Writes the box of a view, with three decimals. A view that runs round the world is the whole of it; longitudes beyond
 * ±180 come back to it, so that west > east means "across the antimeridian".
 */
export function writeBox(west: number, south: number, east: number, north: number): string {
  const [w, e] = east - west >= 360 ? [-180, 180] : [wrap(west), wrap(east)];
  const clampLat = (lat: number): number => Math.max(-90, Math.min(90, lat));
  return [w, clampLat(south), e, clampLat(north)].map((degrees) => degrees.toFixed(3)).join(',');
}

function wrap(lon: number): number {
  return lon >= -180 && lon <= 180 ? lon : ((((lon + 180) % 360) + 360) % 360) - 180;
}
