import { UserError } from '../errors.ts';
import type { EventContext } from '../model/event.ts';
import type { Repository } from '../model/repository.ts';
import { tellTokenAdvice } from '../report/token-advice.ts';
import type { Settings } from '../settings.ts';
import type { Target } from './target.ts';

/**
 * Whether topics may be written, as far as the token goes. Without one they are only planned where it is absent because
 * GitHub hands no secrets to Dependabot or forks: nobody there can mend it.
 * @throws UserError `settings/topics-token` where topics would be written and the token is missing.
 */
export function holdBackTopics(
  target: Target,
  settings: Settings,
  repository: Repository,
  { isRestricted, serverUrl }: EventContext,
): Target {
  const { publish, topicsToken, dryRun, repository: elsewhere } = settings;
  if (!publish.includes('topics') || topicsToken !== '') return target;
  if (dryRun || target.plannedOnly !== null || repository.isArchived) return target;
  if (isRestricted) {
    return {
      ...target,
      plannedOnly: 'there is no "topics-token", since GitHub hands the runs of Dependabot no secrets',
    };
  }
  // Of another repository nothing follows: the workflow and its secrets are here.
  if (repository.isFork && elsewhere === null) {
    return { ...target, plannedOnly: 'there is no "topics-token", and a fork has none of the secrets of its origin' };
  }
  const message = `Input "topics-token" is empty, and "publish" holds "topics". The workflow token can never set topics. If it comes from a secret, check its name, and that this repository may use it.`;
  const advice = tellTokenAdvice({ repository: repository.name, serverUrl, line: null });
  throw new UserError('input', { code: 'settings/topics-token', message: `${message}\n${advice}` });
}
