import type { WorkflowRun } from './runs.ts';

/** An artifact as the service stores it: created first, listed once finalized, and never changed after that. */
export type Artifact = {
  readonly id: number;
  readonly name: string;
  readonly run: WorkflowRun;
  /** The attempt's backend id: names are unique within it. */
  readonly backendId: string;
  readonly mimeType: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  bytes: Uint8Array;
  digest: string;
  finalizedAt: Date | null;
};
