// What leaves the browser when someone says "Me localiser": three decimals, about a hundred metres, and no more.

/** A latitude or longitude in degrees, with three decimals. */
export function coarse(degrees: number): string {
  return degrees.toFixed(3);
}

/** Which attribute of <portee-localiser> says why there is no position (codes of GeolocationPositionError). */
export function positionTrouble(code: number): 'refus' | 'retard' | 'inconnue' {
  switch (code) {
    case 1:
      return 'refus';
    case 3:
      return 'retard';
    default:
      return 'inconnue';
  }
}
