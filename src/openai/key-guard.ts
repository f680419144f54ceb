/** Keeps a key out of whatever is told. */
export type KeyGuard = {
  /** Whether a text holds the key or a piece of it: eight characters in a row, of the key itself, its base64 or its percent encoding. */
  readonly holdsKey: (text: string) => boolean;
  /** The text with every such piece as `***`. */
  readonly redact: (text: string) => string;
};

/** Providers show keys back by their first and last letters, and shorter pieces are parts of ordinary words. */
const pieceLength = 8;

/**
 * A guard for one key. A key of fewer than eight characters, such as the `ollama` that local servers ignore, is no secret and
 * is not looked for: it would be found in half of all addresses.
 */
export function createKeyGuard(key: string): KeyGuard {
  const pieces = new Set<string>();
  for (const form of renderForms(key)) {
    const lower = form.toLowerCase();
    for (let at = 0; at + pieceLength <= lower.length; at++) pieces.add(lower.slice(at, at + pieceLength));
  }
  const redact = (text: string): string => {
    if (pieces.size === 0) return text;
    // A few letters grow when they are lowered, which would move what follows.
    const lower = text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
    let redacted = '';
    let end = 0;
    for (let at = 0; at < text.length; at++) {
      if (!pieces.has(lower.slice(at, at + pieceLength))) continue;
      if (at >= end) redacted += `${text.slice(end, at)}***`;
      end = at + pieceLength;
    }
    return redacted + text.slice(end);
  };
  return { holdsKey: (text) => redact(text) !== text, redact };
}

/** The forms that keys take in headers and addresses. Base64 depends on what stands before: all three ways are made. */
function renderForms(key: string): readonly string[] {
  if (key.length < pieceLength) return [];
  const shifted = ['', ' ', '  '].map((before) =>
    // The first and last characters hold bits of the neighbours too.
    Buffer.from(before + key, 'utf8')
      .toString('base64')
      .replace(/=+$/, '')
      .slice(before === '' ? 0 : 4, -1),
  );
  return [
    key,
    encodeURIComponent(key),
    ...shifted,
    ...shifted.map((form) => form.replace(/\+/g, '-').replace(/\//g, '_')),
  ];
}
