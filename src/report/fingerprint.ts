import { createHash } from 'node:crypto';
import type { ClassifierIdentity } from '../model/classification.ts';

/** Everything that a classification depends on. */
export type FingerprintParts = {
  /** Null where there is no README. */
  readonly readme: { readonly path: string; readonly bytes: Uint8Array; readonly totalBytes: number } | null;
  readonly name: string;
  readonly description: string | null;
  /** Hex digest of the vocabulary's file or files. */
  readonly vocabularySha256: string;
  readonly classifier: ClassifierIdentity;
  /** The settings that change what is given; order of keys and of names matters. */
  readonly settings: Readonly<Record<string, string | number | readonly string[] | null>>;
};

/** Hex sha256. Runs with equal fingerprints classify to the same tags. */
export function fingerprint(parts: FingerprintParts): string {
  const { readme, classifier } = parts;
  return sha256(
    JSON.stringify([
      readme && [readme.path, sha256(readme.bytes), readme.totalBytes],
      parts.name,
      parts.description,
      parts.vocabularySha256,
      [classifier.kind, classifier.model, classifier.version],
      Object.entries(parts.settings),
    ]),
  );
}

function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}
