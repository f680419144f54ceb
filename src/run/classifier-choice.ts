import { UserError } from '../errors.ts';
import type { EventContext } from '../model/event.ts';
import type { Repository } from '../model/repository.ts';
import type { Report } from '../report/report.ts';
import { isOwnNetwork } from '../settings/base-url.ts';
import { DEFAULT_MODEL, type Settings } from '../settings.ts';
import { isReadOnly } from './read-only.ts';
import type { Notice } from './sink.ts';

/** Which classifier answers. */
export type ClassifierChoice =
  | { readonly kind: 'offline'; readonly notice: Notice | null }
  | { readonly kind: 'llm'; readonly model: string }
  /** A model should be asked, and there is no key to ask it with. */
  | {
      readonly kind: 'no-key';
      readonly model: string;
      readonly level: Notice['level'];
      /** A sentence that says why there is none. */
      readonly reason: string;
      /** A sentence that says what to do; empty where nobody can do anything. */
      readonly advice: string;
    };

type ChoiceSettings = Pick<Settings, 'classifier' | 'apiKey' | 'baseUrl' | 'model' | 'repository'>;

/**
 * Chooses the classifier. A missing key is no error where GitHub hands out no secrets, nor where only the last report tells that
 * a model was asked before.
 * @throws UserError `settings/api-key` where a model is asked for by name and nothing says how.
 */
export function chooseClassifier(
  settings: ChoiceSettings,
  event: EventContext,
  repository: Pick<Repository, 'isFork'>,
  lastReport: Pick<Report, 'classifier' | 'fallback'> | null,
): ClassifierChoice {
  const { classifier, apiKey, baseUrl } = settings;
  const model = settings.model ?? DEFAULT_MODEL;
  if (classifier === 'offline') return { kind: 'offline', notice: null };
  if (apiKey !== '') return { kind: 'llm', model };
  const secretless = explainSecretless(settings, event, repository);
  if (classifier === 'llm') {
    if (baseUrl !== null && (secretless === null || isOwnNetwork(new URL(baseUrl).hostname))) {
      return { kind: 'llm', model };
    }
    if (secretless !== null) return { kind: 'no-key', model, level: 'notice', reason: secretless, advice: '' };
    throw missingKey();
  }
  const wasAsked = lastReport !== null && (lastReport.classifier.kind === 'llm' || lastReport.fallback !== null);
  const isNamed = settings.model !== null || baseUrl !== null;
  if (secretless !== null && (wasAsked || (isNamed && isReadOnly(event)))) {
    return { kind: 'no-key', model, level: 'notice', reason: secretless, advice: '' };
  }
  if (wasAsked) {
    const reason = 'Input "api-key" is empty, and the last run had a model to ask.';
    const advice =
      'Check the secret: its name, and that this repository may use it. To go on without a model, set "classifier" to "offline".';
    return { kind: 'no-key', model, level: 'warning', reason, advice };
  }
  return { kind: 'offline', notice: isNamed ? tellUnusedModel(settings) : null };
}

/** Why this run has no secrets, a sentence; null where it has them. */
function explainSecretless(
  { repository: elsewhere }: Pick<ChoiceSettings, 'repository'>,
  event: EventContext,
  repository: Pick<Repository, 'isFork'>,
): string | null {
  if (event.isRestricted) return 'There is no "api-key", since GitHub hands the runs of Dependabot no secrets.';
  if (isReadOnly(event)) return 'There is no "api-key", since GitHub hands pull requests from forks no secrets.';
  if (repository.isFork && elsewhere === null) {
    return 'There is no "api-key", and a fork has none of the secrets of its origin.';
  }
  return null;
}

function missingKey(): UserError {
  const message =
    'Input "api-key" is empty, and "classifier" is "llm". If the key comes from a secret, check its name, and that this repository may use it. A server of your own that wants no key is named with "base-url". Without a model, leave "classifier" out.';
  return new UserError('input', { code: 'settings/api-key', message });
}

function tellUnusedModel({ baseUrl }: Pick<ChoiceSettings, 'baseUrl'>): Notice {
  const input = baseUrl === null ? 'model' : 'base-url';
  const server = baseUrl === null ? '' : ' If that server wants no key, set "classifier" to "llm".';
  const message = `Input "${input}" is set and "api-key" is empty, so no model is asked: the offline classifier answers.${server}`;
  return { code: 'llm/not-asked', level: 'notice', message };
}
