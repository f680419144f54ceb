import type { Endpoint } from './endpoint.ts';
import type { KeyGuard } from './key-guard.ts';

/** What an explanation needs to know beside the failure. */
export type Circumstances = {
  readonly endpoint: Endpoint;
  readonly model: string;
  readonly hasKey: boolean;
  readonly guard: KeyGuard;
  /** How often the request was sent, refusals of parts of it aside. */
  readonly attempts: number;
  readonly timeoutMs: number;
  readonly hasProxy: boolean;
  /** A sentence about the models that the endpoint has, or the empty string. */
  readonly models: string;
};

/** `all 3 attempts`. */
export function renderAttempts({ attempts }: Circumstances): string {
  return attempts === 1 ? 'the only attempt' : `all ${attempts} attempts`;
}
