import { describe, expect, it } from 'vitest';
import { nameVariants } from '../../../../src/classify/offline/name-variants.ts';

const variants = (...words: string[]): string[] => nameVariants(words).map((variant) => variant.join(' '));

describe('the variants of a name', () => {
  it.each([
    ['parser', ['parse', 'parsing', 'parsed']],
    ['logging', ['log', 'logger', 'logged']],
    ['bench', ['benchmark']],
    ['cache', ['caching', 'cached']],
    ['serialization', ['serialize', 'serializer']],
    ['orchestration', ['orchestrate', 'orchestrator']],
    ['deployment', ['deploy', 'deployer']],
  ])('of %s hold its relatives', (name, expected) => {
    expect(variants(name)).toEqual(expect.arrayContaining(expected));
  });

  it('expand every abbreviation of a compound at once', () => {
    expect(variants('auth', 'lib')).toContain('authentication library');
    expect(variants('team', 'infra')).toContain('team infrastructure');
  });

  it('change only the last word of a compound', () => {
    expect(variants('load', 'testing')).toEqual(expect.arrayContaining(['load test', 'load tester']));
    expect(variants('testing', 'tool')).not.toContain('test tool');
  });

  it.each(['parser', 'k8s', 'go', 'c++', '数据', 'news', 'x'])('never hold the name itself: %s', (name) => {
    expect(variants(name)).not.toContain(name);
  });

  it('are none for what is too short or no English word', () => {
    expect(variants('go')).toEqual([]);
    expect(variants('数', '据')).toEqual([]);
    expect(variants()).toEqual([]);
  });
});
