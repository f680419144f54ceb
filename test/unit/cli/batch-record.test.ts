import { expect, test } from 'vitest';
import { parseBatchRecord } from '../../../src/cli/batch-record.ts';

function parse(value: unknown) {
  return parseBatchRecord(typeof value === 'string' ? value : JSON.stringify(value), 'batch.jsonl', 3);
}

function failureOf(value: unknown) {
  const parsed = parse(value);
  if (!('error' in parsed)) throw new Error('it was accepted');
  return parsed;
}

test('reads a record with all fields', () => {
  expect(
    parse({ id: 'a', readme: 'x.md', readmePath: 'docs/README.rst', description: 'D', repo: 'o/n', more: 1 }),
  ).toEqual({
    record: { id: 'a', readme: { path: 'x.md' }, readmePath: 'docs/README.rst', description: 'D', repo: 'o/n' },
  });
});

test('keeps the type of the id', () => {
  expect(parse({ id: 7, text: '' })).toMatchObject({ record: { id: 7 } });
  expect(parse({ id: '7', text: '' })).toMatchObject({ record: { id: '7' } });
  expect(parse({ id: '', text: '' })).toMatchObject({ record: { id: '' } });
  expect(parse({ id: 0.5, text: '' })).toMatchObject({ record: { id: 0.5 } });
});

test('takes null for a field that is not there', () => {
  expect(parse({ id: 1, text: 't', readme: null, description: null, repo: null })).toEqual({
    record: { id: 1, readme: { text: 't' }, readmePath: null, description: null, repo: null },
  });
});

test('refuses an id that JSON cannot hold exactly', () => {
  const { id, error } = failureOf('{"id":12345678901234567890,"text":""}');
  expect(id).toBeNull();
  expect(error.code).toBe('batch/id');
  expect(error.message).toContain('write it in quotes');
});

test.each([
  ['not json', 'batch/not-json'],
  ['[]', 'batch/not-json'],
  ['null', 'batch/not-json'],
  ['7', 'batch/not-json'],
  ['{"text":""}', 'batch/id'],
  ['{"id":null,"text":""}', 'batch/id'],
  ['{"id":{},"text":""}', 'batch/id'],
  ['{"id":1}', 'batch/field'],
  ['{"id":1,"text":"","readme":"x"}', 'batch/field'],
  ['{"id":1,"text":7}', 'batch/field'],
  ['{"id":1,"readme":" "}', 'batch/field'],
  ['{"id":1,"text":"","repo":[]}', 'batch/field'],
])('refuses %s with %s', (text, code) => {
  expect(failureOf(text).error.code).toBe(code);
});

test.each([
  ['{"id":1,}', 'batch.jsonl (line 3, column 9): not JSON: expected'],
  ['{"id":1', 'batch.jsonl (line 3, column 8): the line ends inside the object'],
  ['["a"]', 'batch.jsonl (line 3): is a list, not a JSON object.'],
  ['null', 'batch.jsonl (line 3): is null, not a JSON object.'],
])('says what is wrong with the line %s', (text, message) => {
  expect(failureOf(text).error.message).toContain(message);
});

test('gives the id with the error where it can be read, and the line in the message', () => {
  const { id, error } = failureOf({ id: 9, text: 7, description: 8 });
  expect(id).toBe(9);
  expect(error.problems).toHaveLength(2);
  expect(error.message).toContain('batch.jsonl (line 3): "text" is 7; expected text.');
});

test('takes a record named after a prototype for what it says', () => {
  expect(failureOf('{"__proto__":{"id":1,"text":""}}').error.code).toBe('batch/id');
});
