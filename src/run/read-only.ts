import type { EventContext } from '../model/event.ts';
import { EXAMPLES_URL } from '../project.ts';
import type { Settings } from '../settings.ts';

/** Events about pull requests whose runs have the rights of the repository. */
const PRIVILEGED_EVENTS: ReadonlySet<string> = new Set(['pull_request_target', 'workflow_run']);

/** Whether GitHub gives a run of this event a token that may only read, whatever the workflow grants. */
export function isReadOnly({ name, trigger, isRestricted }: EventContext): boolean {
  return isRestricted || (!PRIVILEGED_EVENTS.has(name) && trigger.kind === 'pull-request' && trigger.isFork);
}

/** Why there is no comment, where the result is, and which workflow makes comments all the same. */
export function explainReadOnly(
  { trigger, isRestricted }: EventContext,
  { publish }: Pick<Settings, 'publish'>,
): string {
  const number = trigger.kind === 'pull-request' && trigger.number !== null ? ` on #${trigger.number}` : '';
  const who = isRestricted ? 'of Dependabot' : 'from a fork';
  const places = [
    ...(publish.includes('summary') ? ['the summary of this run'] : []),
    publish.includes('artifact') ? 'the artifact' : 'the report file',
  ];
  return `No comment${number}: the token of a pull request ${who} may only read. The result is in ${places.join(' and in ')}. For comments on such pull requests, add the workflow pull-request-comments.yml from ${EXAMPLES_URL}.`;
}
