import { expect, test } from 'vitest';
import { renderExplanation } from '../../../src/cli/explanation-table.ts';
import { renderResultTable, renderScore } from '../../../src/cli/result-table.ts';
import { createStyle } from '../../../src/cli/style.ts';
import { textWidth } from '../../../src/cli/text-width.ts';
import type {
  Classification,
  ConsideredTag,
  Evidence,
  Explanation,
  ScoredTag,
} from '../../../src/model/classification.ts';
import type { Tag } from '../../../src/model/vocabulary.ts';

const plain = { style: createStyle(false), blocks: true };

function tag(name: string): Tag {
  return {
    id: name,
    name,
    description: null,
    aliases: [],
    topic: null,
    manual: false,
    replacedBy: null,
    group: null,
    minScore: null,
    place: {},
  };
}

function scored(name: string, score: number | null, evidence: Evidence[] = []): ScoredTag {
  return { tag: tag(name), score, support: null, evidence };
}

function classification(tags: ScoredTag[], considered: ConsideredTag[] = []): Classification {
  return { classifier: { kind: 'offline', model: 'm', version: '1' }, tags, considered, dropped: [] };
}

const title: Evidence = { field: 'title', line: 1, quote: 'tinyws: a WebSocket library' };
const description: Evidence = { field: 'description', line: null, quote: 'Real-time messages' };

test('shows score, bar and quoted evidence with its line beside each tag', () => {
  const table = renderResultTable(
    classification(
      [scored('websocket', 0.93, [title, description]), scored('lib', 0.5)],
      [{ ...scored('server', 0.31), reason: 'below-threshold' }],
    ),
    { ...plain, columns: 80 },
  );
  expect(table).toBe(
    [
      '  websocket  █████████▎ 0.93  line 1 (title): "tinyws: a WebSocket library"',
      '                              description: "Real-time messages"',
      '  lib        █████      0.50',
      '  Nearest of those not given:',
      '    server 0.31: score below the threshold',
      '',
    ].join('\n'),
  );
});

test('puts evidence below where there is no room beside', () => {
  const table = renderResultTable(classification([scored('websocket', 0.93, [title])]), { ...plain, columns: 40 });
  expect(table).toBe('  websocket  █████████▎ 0.93\n    line 1 (title): "tinyws: a WebSocke…\n');
});

test('says so when no tag fits', () => {
  expect(renderResultTable(classification([]), { ...plain, columns: 80 })).toBe('  No tag fits well enough.\n');
});

test.each([20, 33, 40, 60, 80, 132])('is never wider than a terminal of %i columns', (columns) => {
  const wide: Evidence = { field: 'lead', line: 12, quote: '日本語の説明 '.repeat(20) };
  const table = renderResultTable(
    classification(
      [scored('ein-sehr-langer-name-fuer-ein-schlagwort-ohne-ende', 1, [wide, wide]), scored('实时通信', 0.7, [title])],
      [{ ...scored('noch-ein-sehr-langer-name-fuer-ein-schlagwort', 0.2), reason: 'same-kind' }],
    ),
    { ...plain, columns },
  );
  for (const line of table.split('\n')) expect(textWidth(line)).toBeLessThanOrEqual(Math.max(columns, 27));
});

test('lets no control character of README or tags file through', () => {
  const evil: Evidence = { field: 'title', line: 1, quote: 'x\u001b]0;owned\u0007\u009b2J\r\ny\u202e' };
  const table = renderResultTable(
    classification([scored('a\u001b[31m', 0.9, [evil])], [{ ...scored('b\u0007', 0.1), reason: 'weak' }]),
    { ...plain, columns: 80 },
  );
  // oxlint-disable-next-line no-control-regex
  expect(table).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
});

test('shows a dash for a tag without a score, and never rounds up to certainty', () => {
  expect(renderScore(null).trim()).toBe('–');
  expect(renderScore(0.998)).toBe('0.99');
  expect(renderScore(1)).toBe('1.00');
});

test('explains a score by its features, the weightiest first', () => {
  const explanation: Explanation = {
    ...scored('websocket', 0.93, [title]),
    concept: 'websocket',
    described: [],
    reason: null,
    features: [
      { name: 'early', value: 0.5, weight: 1 },
      { name: 'title', value: 1, weight: 1.5 },
    ],
  };
  const other: Explanation = { ...scored('zebra', 0.01), concept: null, described: [], reason: 'weak', features: [] };
  expect(renderExplanation([explanation, other], { ...plain, columns: 80 })).toBe(
    [
      ' 1  websocket  0.93',
      '    given',
      '    concept: websocket',
      '    line 1 (title): "tinyws: a WebSocket library"',
      '      title    1.000 ×    1.500 =    1.500',
      '      early    0.500 ×    1.000 =    0.500',
      '',
      ' 2  zebra  0.01',
      '    not given: nothing strong in a telling place',
      '    known by its name alone',
      '',
    ].join('\n'),
  );
  const described: Explanation = { ...other, described: ['linter', 'code-review'] };
  expect(renderExplanation([described], { ...plain, columns: 80 })).toContain(
    '\n    known by its description, which speaks of: linter, code-review\n',
  );
  expect(renderExplanation([], { ...plain, columns: 80 })).toContain('No tag');
});
