import { readSubject as readAnySubject, type Subject, type SubjectWording } from '../run/subject.ts';

export type { Subject } from '../run/subject.ts';

/** What is to be classified, as a call of the command line has it. */
export type SubjectSource = {
  readonly bytes: Uint8Array;
  /** Length of the whole README; more than `bytes` holds where it was cut on the way. */
  readonly totalBytes: number;
  /** Path that tells the format. */
  readonly path: string;
  /** `owner/name`, or a name alone. */
  readonly repository: string | null;
  readonly description: string | null;
};

const wording: SubjectWording = {
  readme: 'The README',
  missing: 'There is no README',
  stubAdvice: 'Classify that file instead.',
};

export function readSubject({ repository, description, ...readme }: SubjectSource): Subject {
  return readAnySubject({ readme, name: repository?.split('/').at(-1) ?? null, description }, wording);
}
