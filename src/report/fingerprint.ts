import { createHash } from 'node:crypto';
import type { ClassifierIdentity } from '../model/classification.ts';
import type { ChangePart } from '../model/topics.ts';

/** Everything that a classification depends on. */
export type FingerprintParts = {
  /** Null where there is no README. */
  readonly readme: { readonly path: string; readonly bytes: Uint8Array; readonly totalBytes: number } | null;
  readonly name: string;
  readonly description: string | null;
  /** Hex digest of the vocabulary's file or files. */
  readonly vocabularySha256: string;
  readonly classifier: ClassifierIdentity;
  /** Host and path of the endpoint that a model is asked at; null for the usual one, and where none is asked. */
  readonly endpoint?: string | null;
  /** The settings that change what is given; order of keys and of names matters. */
  readonly settings: Readonly<Record<string, string | number | readonly string[] | null>>;
};

/** Hex sha256 of each part; the repository's name counts with its description. */
export type Digests = Readonly<Record<ChangePart, string>>;

export type Fingerprint = {
  /** Hex sha256 over the digests. Runs with equal fingerprints classify to the same tags. */
  readonly fingerprint: string;
  /** What tells which part differs where the fingerprint does. */
  readonly digests: Digests;
};

export function takeFingerprint(parts: FingerprintParts): Fingerprint {
  const { readme, classifier, endpoint } = parts;
  const digests: Digests = {
    readme: sha256(JSON.stringify(readme && [readme.path, sha256(readme.bytes), readme.totalBytes])),
    description: sha256(JSON.stringify([parts.name, parts.description])),
    vocabulary: sha256(parts.vocabularySha256),
    classifier: sha256(
      JSON.stringify([classifier.kind, classifier.model, classifier.version, ...(endpoint ? [endpoint] : [])]),
    ),
    settings: sha256(JSON.stringify(Object.entries(parts.settings))),
  };
  return { fingerprint: fingerprintOf(digests), digests };
}

/** The fingerprint that belongs to these digests, whatever the order of their keys. */
export function fingerprintOf({ readme, description, vocabulary, classifier, settings }: Digests): string {
  return sha256(JSON.stringify([readme, description, vocabulary, classifier, settings]));
}

function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}
