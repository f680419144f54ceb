import type { Clock } from './clock.ts';
import { errorReply, type Reply } from './reply.ts';
import type { Token } from './tokens.ts';

type Bucket = { limit: number; used: number; resetAt: number };

const hour = 60 * 60 * 1000;

/** GitHub's primary limits: requests an hour and token, or an hour for all strangers together. */
const hourly = { workflow: 1000, app: 5000, 'fine-grained': 5000, classic: 5000, none: 60 };

/** Counts requests by token. Conditional requests that find nothing new are free. */
export class RateLimits {
  readonly #buckets = new Map<string, Bucket>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  bucket(credential: string | null, token: Token | null): Bucket {
    const key = credential ?? '';
    const now = this.#clock.now().getTime();
    const known = this.#buckets.get(key);
    if (known && known.resetAt > now) return known;
    const made = { limit: known?.limit ?? hourly[token?.kind ?? 'none'], used: 0, resetAt: now + hour };
    this.#buckets.set(key, made);
    return made;
  }

  /** Leaves `remaining` requests to a token until its hour is over. */
  leave(credential: string | null, token: Token | null, remaining: number): void {
    const bucket = this.bucket(credential, token);
    bucket.used = bucket.limit - remaining;
  }

  /** What GitHub answers when nothing is left; null while something is. */
  refusal(bucket: Bucket, token: Token | null): Reply | null {
    if (bucket.used < bucket.limit) return null;
    const whom = token
      ? token.kind === 'workflow' || token.kind === 'app'
        ? 'installation ID 1'
        : 'user ID 1'
      : '127.0.0.1';
    const hint = token ? '' : " (But here's the good news: Authenticated requests get a higher rate limit.)";
    return errorReply(403, `API rate limit exceeded for ${whom}.${hint}`, {
      documentation: 'https://docs.github.com/rest/overview/rate-limits-for-the-rest-api',
    });
  }

  /** The body of `GET /rate_limit`, which is free itself. `rate` is gone from API version 2026-03-10 on. */
  overview(credential: string | null, token: Token | null, apiVersion: string): Reply {
    const { limit, used, resetAt } = this.bucket(credential, token);
    const core = {
      limit,
      used: Math.min(used, limit),
      remaining: Math.max(0, limit - used),
      reset: Math.floor(resetAt / 1000),
    };
    const search = { ...core, limit: token ? 30 : 10, used: 0, remaining: token ? 30 : 10 };
    return { status: 200, json: { resources: { core, search }, ...(apiVersion < '2026-03-10' && { rate: core }) } };
  }

  headers({ limit, used, resetAt }: Bucket): { readonly [name: string]: string } {
    return {
      'x-ratelimit-limit': String(limit),
      'x-ratelimit-remaining': String(Math.max(0, limit - used)),
      'x-ratelimit-used': String(Math.min(used, limit)),
      'x-ratelimit-reset': String(Math.floor(resetAt / 1000)),
      'x-ratelimit-resource': 'core',
    };
  }
}
