import { createHash } from 'node:crypto';

/** A comment, and what it says without what differs from push to push. */
export type CommentBody = {
  readonly body: string;
  /** Hex; equal where two comments say the same, commit, run and version aside. */
  readonly digest: string;
};

/** The first line of a comment, by which it is found again. `artifactName` holds nothing that could end it. */
export function renderMarker(artifactName: string): string {
  return `<!-- readme-tagger:${artifactName} -->`;
}

/** Puts marker and digest, which are not seen, above the text. `lasting` is the text without what differs from push to push. */
export function markComment(artifactName: string, text: string, lasting: string): CommentBody {
  const digest = createHash('sha256').update(lasting).digest('hex');
  return { digest, body: `${renderMarker(artifactName)}\n<!-- digest:${digest} -->\n\n${text}` };
}

/** The digest in a comment of ours; null where it has none, as after somebody changed it. */
export function readDigest(body: string): string | null {
  return /^[^\n]*\n<!-- digest:([0-9a-f]{64}) -->\r?\n/.exec(body)?.[1] ?? null;
}
