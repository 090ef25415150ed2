// What leaves the browser when someone says "Me localiser": three decimals, about a hundred metres, and no more.

/** A latitude or longitude in degrees, with three decimals. */
export function coarse(degrees: number): string {
  return degrees.toFixed(3);
}

/** Why there is no position, in words that say what to do instead (codes of GeolocationPositionError). */
export function positionTrouble(code: number): string {
  const instead = 'Écrivez plutôt le nom de votre commune.';
  switch (code) {
    case 1:
      return `Vous n'avez pas autorisé la localisation. ${instead}`;
    case 3:
      return `La localisation prend trop de temps. ${instead}`;
    default:
      return `Votre appareil ne sait pas où il est. ${instead}`;
  }
}
