import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ChildResult } from '../github/child.ts';
import { runCli } from '../github/cli.ts';
import { everyPersonality } from './personalities/every.ts';
import { everyReplyShape, plainShape, type ReplyShape, replyCanary } from './reply-shapes.ts';
import { answer, description, listed, readme, readmeCanary, secretsOf, tagsFile } from './scene.ts';
import { type Endpoint, type LoopbackOpenAI, startOpenAI } from './server.ts';

let openai: LoopbackOpenAI;
let folder: string;
let runs = 0;
let replies = 0;

beforeAll(async () => {
  openai = await startOpenAI();
  folder = mkdtempSync(join(tmpdir(), 'shapes-'));
  writeFileSync(join(folder, 'tags.json'), tagsFile);
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  console.log(
    `${runs} endpoints x ${everyReplyShape.length} replies through the built command line: ${replies} replies`,
  );
  await openai.close();
});

/** Every reply, that which ends all work last. */
const shapes: readonly ReplyShape[] = [
  ...everyReplyShape.filter(({ meaning }) => meaning !== 'broken'),
  ...everyReplyShape.filter(({ meaning }) => meaning === 'broken'),
];
const brokenCount = shapes.filter(({ meaning }) => meaning === 'broken').length;

/** The reply to a record is told by a word in its description. */
const wordOf = (shape: ReplyShape): string => `case-${shapes.indexOf(shape)}.`;
const shapeFor = (prompt: string): ReplyShape => shapes[Number(/case-(\d+)\./.exec(prompt)?.[1])] ?? plainShape;

const runBatch = (endpoint: Endpoint, records: readonly object[]): Promise<ChildResult> =>
  runCli(
    'classify --batch - --tags tags.json --classifier llm --concurrency 4 --max-tags 3 --verbose'
      .split(' ')
      .concat('--base-url', endpoint.baseUrl, '--model', endpoint.model),
    {
      cwd: folder,
      env: { OPENAI_API_KEY: endpoint.apiKey },
      stdin: records.map((record) => JSON.stringify(record)).join('\n'),
      timeFactor: 20,
      timeoutMs: 120_000,
    },
  );

type Line = {
  readonly id: string;
  readonly tags?: readonly { readonly name: string }[];
  readonly error?: { readonly code: string; readonly message: string };
};

function expectAsMeant({ meaning, name }: ReplyShape, { tags, error }: Line): void {
  const names = tags?.map((tag) => tag.name);
  for (const given of names ?? []) expect(listed, name).toContain(given);
  const [first, second] = answer.picks.map((pick) => pick.name);
  if (meaning === 'picks') expect(names, name).toEqual([first, second]);
  if (meaning === 'first') expect(names, name).toEqual([first]);
  if (meaning === 'none') expect(names, name).toEqual([]);
  if (meaning === 'unusable') expect(error?.code, name).toMatch(/^llm\/answer-/);
}

test.each(everyPersonality.map((personality, index) => [personality.name, personality, index] as const))(
  'the built command line makes the best of every reply of %s',
  async (_name, personality, index) => {
    const asked = shapes.slice(0, shapes.length - brokenCount + 1 + (index % brokenCount));
    const endpoint = openai.serve({ personality, answer, shapes: shapeFor });
    const result = await runBatch(
      endpoint,
      asked.map((shape) => ({
        id: shape.name,
        text: readme,
        description: `${description} ${wordOf(shape)}`,
        repo: 'octo/tinysocket',
      })),
    );
    const told = `${result.stdout}\n${result.stderr}`;
    expect(result.timedOut, told).toBe(false);
    const lines = result.stdout.split('\n').flatMap((line): Line[] => (line === '' ? [] : [JSON.parse(line)]));
    // A server that sends no completion would send none for the rest of the batch: it ends there.
    const answered = shapes.filter(({ meaning }) => meaning !== 'broken');
    expect(lines.map(({ id }) => id)).toEqual(answered.map((shape) => shape.name));
    for (const [at, shape] of answered.entries()) expectAsMeant(shape, lines[at]!);
    expect(result.exitCode).toBe(1);
    expect(result.stderr).toContain('sent JSON that is no answer of a chat model');
    for (const secret of [...secretsOf(endpoint.apiKey), readmeCanary, replyCanary]) expect(told).not.toContain(secret);
    runs += 1;
    replies += endpoint.replies;
  },
  120_000,
);
