import { expect } from 'vitest';
import type { Repository } from '../github/repository.ts';
import { type ActionResult, runAction } from '../github/runner.ts';
import type { LoopbackGitHub } from '../github/server.ts';
import type { Fault } from '../openai/faults.ts';
import { vllm } from '../openai/personalities/local.ts';
import type { Personality } from '../openai/personality.ts';
import { plainShape, type ReplyShape, replyCanary } from '../openai/reply-shapes.ts';
import { answer, description, readme, readmeCanary, secretsOf, tagsFile } from '../openai/scene.ts';
import type { Endpoint, LoopbackOpenAI } from '../openai/server.ts';
import type { TopicsRun } from './topics-setup.ts';
import { addTopicsToken } from './topics-setup.ts';

export const addScene = (
  github: LoopbackGitHub,
  more: Parameters<LoopbackGitHub['state']['addRepository']>[1] = {},
): Repository =>
  github.state.addRepository('octo/tinysocket', {
    id: 9806,
    description,
    topics: ['nodejs'],
    files: { 'README.md': readme, '.github/tags.json': tagsFile },
    ...more,
  });

/** A model that says these tags, whatever it is asked; of each piece of text it gives no quote. */
export const says = (...tags: readonly string[]): ReplyShape => ({
  ...plainShape,
  make: () => ({ content: JSON.stringify({ tags: tags.map((tag) => ({ tag, quote: '' })) }) }),
});

export type Serving = {
  readonly personality?: Personality;
  readonly shapes?: readonly [ReplyShape, ...ReplyShape[]];
  readonly fault?: Fault | null;
};

export const serve = (
  openai: LoopbackOpenAI,
  { personality = vllm, shapes = [plainShape], fault = null }: Serving = {},
): Endpoint => openai.serve({ personality, answer, shapes, fault, repeat: 'always' });

/** The inputs that name an endpoint. */
export const inputsOf = ({ apiKey, baseUrl, model }: Endpoint): { readonly [name: string]: string } => ({
  'api-key': apiKey,
  'base-url': baseUrl,
  model,
});

/** Runs the action as a step that publishes topics and may find its last report. */
export function createLlmRunner(github: LoopbackGitHub, repository: Repository) {
  const topicsToken = addTopicsToken(github, repository);
  return ({ inputs, trigger = { event: 'push' }, ...more }: TopicsRun = {}): Promise<ActionResult> =>
    runAction(github, {
      repository,
      trigger,
      permissions: { contents: 'read', actions: 'read', pull_requests: 'write' },
      inputs: { publish: 'artifact, summary, topics', 'topics-token': topicsToken, ...inputs },
      // Pauses between attempts are seconds.
      timeFactor: 50,
      ...more,
    });
}

/** What people may read of a run holds neither the key nor what the README or the model say beside the point. */
export function expectNothingLeaked(result: ActionResult, { apiKey }: Endpoint): void {
  const log = result.stdout
    .split('\n')
    .filter((line) => !line.startsWith('::add-mask::'))
    .join('\n');
  const files = [...result.files.values()].map((bytes) => Buffer.from(bytes).toString());
  const seen = [log, result.stderr, result.summary, ...result.outputs.values(), ...files].join('\n');
  for (const secret of [...secretsOf(apiKey), readmeCanary, replyCanary]) expect(seen).not.toContain(secret);
}
