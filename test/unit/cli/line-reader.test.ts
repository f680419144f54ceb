import { expect, test } from 'vitest';
import { type Line, readLines } from '../../../src/cli/line-reader.ts';

async function read(chunks: readonly string[], maxBytes = 100): Promise<readonly Line[]> {
  const stream = async function* () {
    for (const chunk of chunks) yield Buffer.from(chunk, 'latin1');
  };
  const lines: Line[] = [];
  for await (const line of readLines(stream(), maxBytes)) lines.push(line);
  return lines;
}

test('cuts a stream into lines, wherever its chunks end', async () => {
  const text = 'one\r\n\ntwo\nthree';
  const expected = [
    { number: 1, text: 'one', endByte: 5 },
    { number: 2, text: '', endByte: 6 },
    { number: 3, text: 'two', endByte: 10 },
    { number: 4, text: 'three', endByte: 15 },
  ];
  expect(await read([text])).toEqual(expected);
  expect(await read(text.split(''))).toEqual(expected);
});

test('gives no line for nothing, nor after a last line end', async () => {
  expect(await read([])).toEqual([]);
  expect(await read([''])).toEqual([]);
  expect((await read(['a\n'])).length).toBe(1);
});

test('joins characters whose bytes stand in two chunks', async () => {
  const bytes = Buffer.from('日\n').toString('latin1');
  expect((await read([bytes.slice(0, 1), bytes.slice(1)]))[0]?.text).toBe('日');
});

test('drops a byte order mark at the start only', async () => {
  const mark = Buffer.from('\uFEFF').toString('latin1');
  expect((await read([`${mark}a\n${mark}b\n`])).map(({ text }) => text)).toEqual(['a', '\uFEFFb']);
});

test('tells of a line that is too long and reads on after it', async () => {
  const lines = await read(['abc', 'defgh', 'ij\nok\n', 'x'.repeat(11)], 5);
  expect(lines.map(({ number, text }) => [number, text])).toEqual([
    [1, null],
    [2, 'ok'],
    [3, null],
  ]);
});

test('takes a line of exactly the limit', async () => {
  expect((await read(['abcde\n'], 5))[0]?.text).toBe('abcde');
});
