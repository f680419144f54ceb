import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { PROJECT } from '../../../src/project.ts';
import { renderGhLine } from '../../../src/report/gh-line.ts';
import { renderTokenAdvice, tellTokenAdvice } from '../../../src/report/token-advice.ts';

const advice = {
  repository: { owner: 'octo', name: 'widgets' },
  serverUrl: 'https://github.com',
  line: 'gh repo edit octo/widgets --add-topic a',
};

describe('advice on a token', () => {
  it('is YAML to paste, the same in log and summary', () => {
    const blocks = [...renderTokenAdvice(advice).matchAll(/```yaml\n([\s\S]*?)\n```/g)].map(([, yaml = '']) => yaml);
    expect(blocks.map((yaml) => parse(yaml) as unknown)).toEqual([
      [
        {
          uses: expect.stringMatching(new RegExp(`^${PROJECT}@v\\d+$`)),
          with: {
            publish: 'artifact, summary, topics',
            // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of the workflow language
            'topics-token': '${{ secrets.README_TAGGER_TOPICS_TOKEN }}',
          },
        },
      ],
      [
        {
          id: 'app-token',
          uses: 'actions/create-github-app-token@v3',
          with: expect.objectContaining({ 'permission-administration': 'write' }),
        },
        {
          uses: expect.stringContaining(PROJECT),
          with: {
            publish: 'artifact, summary, topics',
            // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of the workflow language
            'topics-token': '${{ steps.app-token.outputs.token }}',
          },
        },
      ],
    ]);
    for (const block of blocks) expect(tellTokenAdvice(advice)).toContain(block.replace(/^/gm, '    '));
  });

  it('names the page for tokens on the server that is used, and the line for now where it is known', () => {
    const there = { ...advice, serverUrl: 'https://github.example.com', line: null };
    for (const text of [tellTokenAdvice(there), renderTokenAdvice(there)]) {
      expect(text).toContain('https://github.example.com/settings/personal-access-tokens/new');
      expect(text).not.toContain('For now');
    }
    expect(tellTokenAdvice(advice)).toContain(advice.line);
    expect(renderTokenAdvice(advice)).toContain(advice.line);
  });
});

describe('the line of the GitHub CLI', () => {
  const line = { serverUrl: 'https://github.com', repository: 'octo/widgets', added: ['a', 'b'], removed: ['c'] };

  it('adds and removes', () => {
    expect(renderGhLine(line)).toBe('gh repo edit octo/widgets --add-topic a --add-topic b --remove-topic c');
  });

  it('names the host of a GitHub Enterprise Server', () => {
    expect(renderGhLine({ ...line, serverUrl: 'https://github.example.com' })).toMatch(
      /^gh repo edit github\.example\.com\/octo\/widgets /,
    );
  });

  it('is none where there is nothing to change', () => {
    expect(renderGhLine({ ...line, added: [], removed: [] })).toBeNull();
  });
});
