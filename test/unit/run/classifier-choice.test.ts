import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/errors.ts';
import type { EventContext } from '../../../src/model/event.ts';
import { chooseClassifier } from '../../../src/run/classifier-choice.ts';
import { PUSH } from './model-setup.ts';

type Given = Parameters<typeof chooseClassifier>[0];
const settings = (more: Partial<Given> = {}): Given => ({
  classifier: 'auto',
  apiKey: '',
  baseUrl: null,
  model: null,
  repository: null,
  ...more,
});
const fork: EventContext = {
  ...PUSH,
  name: 'pull_request',
  trigger: {
    kind: 'pull-request',
    number: 7,
    headSha: 'a'.repeat(40),
    headLabel: 'fan:x',
    isFork: true,
    baseRef: 'main',
  },
};
const own = { isFork: false };
const offline = { classifier: { kind: 'offline', model: 'm', version: '1' }, fallback: null } as const;
const byModel = { ...offline, classifier: { kind: 'llm', model: 'm', version: '1' } } as const;
const stoodIn = { ...offline, fallback: { model: 'm', code: 'llm/timeout', message: 'x' } };
const local = 'http://localhost:11434/v1';
const far = 'https://llm.example.com/v1';

describe('the classifier', () => {
  it.each<[string, Partial<Given>, Parameters<typeof chooseClassifier>[3], object]>([
    ['is the offline one without a key', {}, null, { kind: 'offline', notice: null }],
    ['is the model where there is a key', { apiKey: 'k' }, offline, { kind: 'llm', model: 'gpt-6-luna' }],
    ['is the model that is named', { apiKey: 'k', model: 'm' }, null, { kind: 'llm', model: 'm' }],
    ['is the offline one where it is asked for', { apiKey: 'k', classifier: 'offline' }, byModel, { kind: 'offline' }],
    ['needs no key at an address', { classifier: 'llm', baseUrl: far, model: 'm' }, null, { kind: 'llm' }],
    ['is missed where the last run had one', {}, byModel, { kind: 'no-key', level: 'warning' }],
    ['is missed where the last run missed it', {}, stoodIn, { kind: 'no-key', level: 'warning' }],
    [
      'is the offline one, with a word, where a model is named and no key',
      { model: 'm' },
      offline,
      { kind: 'offline', notice: { level: 'notice' } },
    ],
  ])('%s', (_name, more, last, expected) => {
    expect(chooseClassifier(settings(more), PUSH, own, last)).toMatchObject(expected);
  });

  it('says how a server without a key is asked', () => {
    const choice = chooseClassifier(settings({ baseUrl: local, model: 'm' }), PUSH, own, null);
    expect(choice).toMatchObject({ notice: { message: expect.stringContaining('set "classifier" to "llm"') } });
  });

  it('is an error where a model is wanted and nothing says how to ask it', () => {
    try {
      chooseClassifier(settings({ classifier: 'llm' }), PUSH, own, byModel);
    } catch (error) {
      expect(error instanceof UserError && [error.kind, error.code]).toEqual(['input', 'settings/api-key']);
      return;
    }
    throw new Error('It was accepted');
  });

  describe.each<[string, EventContext, { readonly isFork: boolean }]>([
    ['a pull request from a fork', fork, own],
    ['Dependabot', { ...PUSH, isRestricted: true }, own],
    ['a fork of its own', PUSH, { isFork: true }],
  ])('in a run of %s', (_name, event, repository) => {
    it('is never an error, and stands back with a notice where a model is wanted', () => {
      for (const more of [{}, { baseUrl: far, model: 'm' }]) {
        const choice = chooseClassifier(settings({ classifier: 'llm', ...more }), event, repository, null);
        expect(choice).toMatchObject({
          kind: 'no-key',
          level: 'notice',
          reason: expect.stringMatching(/^There is no "api-key"/),
        });
      }
      expect(chooseClassifier(settings(), event, repository, byModel)).toMatchObject({
        kind: 'no-key',
        level: 'notice',
      });
    });

    it('is the offline one without a word where nothing tells of a model', () => {
      expect(chooseClassifier(settings(), event, repository, offline)).toEqual({ kind: 'offline', notice: null });
    });

    it('is a server of the own network all the same, which needs no key', () => {
      const choice = chooseClassifier(
        settings({ classifier: 'llm', baseUrl: local, model: 'm' }),
        event,
        repository,
        null,
      );
      expect(choice).toEqual({ kind: 'llm', model: 'm' });
    });
  });

  it('of a workflow that may use secrets for forks is missed with a warning', () => {
    const choice = chooseClassifier(settings(), { ...fork, name: 'workflow_run' }, own, byModel);
    expect(choice).toMatchObject({ kind: 'no-key', level: 'warning' });
  });
});
