// The places of the sheet in a few words: for a text message, for an e-mail. The person's own data are not in them.

/** What a message says of a place. */
export interface Line {
  name: string;
  phone: string;
  town: string;
  address: string;
  hours: string;
}

/** Three text messages of 160 characters. */
export const SMS_MOST = 480;

/** A text of at most [`SMS_MOST`] characters: each place keeps its phone and town, names give way, all alike. */
export function smsText(lines: Line[], title: string): string {
  for (let longest = 60; longest >= 8; longest -= 2) {
    const text = [title, ...lines.map(({ name, phone, town }) => [shorten(name, longest), phone, shorten(town, longest)].filter(Boolean).join(', '))].join('\n');
    if (text.length <= SMS_MOST) return text;
  }
  return lines.map(({ phone }) => phone).filter(Boolean).join('\n').slice(0, SMS_MOST);
}

/** The body of an e-mail, with the link to the same list. */
export function mailText(lines: Line[], title: string, link: string, foot: string): string {
  const places = lines.map(({ name, phone, town, address, hours }) => [name, phone, [address, town].filter(Boolean).join(', '), hours].filter(Boolean).join('\n'));
  return [title, ...places, link, foot].join('\n\n');
}

export function smsAddress(text: string): string {
  return `sms:?body=${encodeURIComponent(text)}`;
}

export function mailAddress(subject: string, text: string): string {
  return `mailto:?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(text.replaceAll('\n', '\r\n'))}`;
}

function shorten(text: string, longest: number): string {
  const letters = [...text];
  return letters.length <= longest ? text : `${letters.slice(0, longest - 1).join('').trimEnd()}…`;
}
