// A QR code as an SVG of our own making: one path, black on white whatever the theme, so that any telephone reads it.
import encodeQR from 'qr';

const SVG = 'http://www.w3.org/2000/svg';
/** White modules that the standard asks for around the code. */
const QUIET = 4;

/** The drawing of `text`; `title` says what it is to those who do not see it. */
export function qrCode(text: string, title: string): SVGSVGElement {
  const modules = encodeQR(text, 'raw', { ecc: 'medium', border: QUIET });
  const side = modules.length;
  const path = modules.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', `0 0 ${side} ${side}`);
  svg.setAttribute('class', 'qr');
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', title);
  const paper = document.createElementNS(SVG, 'rect');
  paper.setAttribute('width', String(side));
  paper.setAttribute('height', String(side));
  paper.setAttribute('class', 'qr-paper');
  const ink = document.createElementNS(SVG, 'path');
  ink.setAttribute('d', path);
  ink.setAttribute('class', 'qr-ink');
  svg.append(paper, ink);
  return svg;
}
