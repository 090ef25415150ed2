// The words of the map library, which speaks English unless told otherwise: by its own names, from the catalogue's.
import type { Sentences } from '../sentences.js';

const NAMES = {
  'AttributionControl.ToggleAttribution': 'sources',
  'AttributionControl.MapFeedback': 'feedback',
  'FullscreenControl.Enter': 'full_screen',
  'FullscreenControl.Exit': 'leave_full_screen',
  'GeolocateControl.FindMyLocation': 'locate',
  'GeolocateControl.LocationNotAvailable': 'no_location',
  'Map.Title': 'title',
  'Marker.Title': 'marker',
  'NavigationControl.ResetBearing': 'north_up',
  'NavigationControl.ZoomIn': 'zoom_in',
  'NavigationControl.ZoomOut': 'zoom_out',
  'Popup.Close': 'close',
  'ScaleControl.Meters': 'metres',
  'ScaleControl.Kilometers': 'kilometres',
  'CooperativeGesturesHandler.WindowsHelpText': 'help_windows',
  'CooperativeGesturesHandler.MacHelpText': 'help_mac',
  'CooperativeGesturesHandler.MobileHelpText': 'help_mobile',
} as const;

/** The words for the library's controls. */
export function controls(sentences: Sentences): Record<string, string> {
  const said = Object.entries(NAMES).map(([theirs, ours]) => [theirs, sentences.say(ours)]);
  return { 'LogoControl.Title': 'MapLibre', ...(Object.fromEntries(said) as Record<string, string>) };
}
