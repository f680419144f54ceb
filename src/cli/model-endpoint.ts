import type { Problem } from '../errors.ts';
import { checkBaseUrl } from '../settings/base-url.ts';
import { DEFAULT_MODEL } from '../settings.ts';
import type { PromptFlags } from './commands.ts';
import type { Shell } from './shell.ts';

/** Where a call finds its model, and what is wrong with that. */
export type ModelEndpoint = {
  /** As requests are sent to it; null means OpenAI's own. */
  readonly baseUrl: string | null;
  readonly model: string;
  /** Whether the call or its environment names an address. */
  readonly isNamed: boolean;
  readonly problems: readonly Problem[];
  /** What was put right, or is to be known, as whole sentences. */
  readonly notices: readonly string[];
};

/** The address is `--base-url` or, where it is not used, in OPENAI_BASE_URL. `hasKey`: whether a key is sent there. */
export function findModelEndpoint(
  flags: Pick<PromptFlags, 'baseUrl' | 'model'>,
  { env }: Pick<Shell, 'env'>,
  hasKey: boolean,
): ModelEndpoint {
  const model = flags.model ?? DEFAULT_MODEL;
  const given = flags.baseUrl ?? (env['OPENAI_BASE_URL'] ?? '').trim();
  if (given === '') return { baseUrl: null, model, isNamed: false, problems: [], notices: [] };
  const where = flags.baseUrl === undefined ? 'OPENAI_BASE_URL' : 'Option "--base-url"';
  const check = checkBaseUrl(given, hasKey);
  const problems: Problem[] = [];
  if (!check.ok) problems.push({ code: 'call/base-url', message: `${where} ${check.problem}` });
  if (flags.model === undefined) {
    const message = `${where} is set, and "--model" is not used; name a model of that endpoint.`;
    problems.push({ code: 'call/model', message });
  }
  const found = check.ok ? check : { baseUrl: null, notices: [] };
  return { baseUrl: found.baseUrl, model, isNamed: true, problems, notices: found.notices };
}
