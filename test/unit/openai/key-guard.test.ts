import { describe, expect, test } from 'vitest';
import { createKeyGuard } from '../../../src/openai/key-guard.ts';

const key = 'sk-proj-Ab/9+xYz=01234567';

describe('createKeyGuard', () => {
  const { redact, holdsKey } = createKeyGuard(key);

  test.each([
    ['the key', key],
    ['its beginning', key.slice(0, 8)],
    ['its end', key.slice(-8)],
    ['its middle', key.slice(7, 16)],
    ['it in small letters', key.toLowerCase()],
    ['its percent encoding', encodeURIComponent(key)],
    ['its base64', Buffer.from(key).toString('base64')],
    ['its base64 behind other text', Buffer.from(`Bearer ${key}`).toString('base64').slice(12, 32)],
    ['its base64 behind a letter more', Buffer.from(`xBearer ${key}`).toString('base64').slice(12, 32)],
    ['its base64 for addresses', Buffer.from(`:${key}`).toString('base64url').slice(4, 24)],
  ])('finds %s', (_, form) => {
    expect(holdsKey(`a ${form} b`)).toBe(true);
    expect(redact(`a ${form} b`)).toMatch(/^a \*\*\*.{0,3} b$/);
  });

  test('takes several out of one text and leaves the rest', () => {
    expect(redact(`key ${key}, again ${key.slice(0, 12)}****${key.slice(-4)}; ok`)).toBe(
      `key ***, again *******${key.slice(-4)}; ok`,
    );
    expect(redact(`İstanbul ${key}`)).toBe('İstanbul ***');
  });

  test('leaves other texts as they are', () => {
    const text = 'api.openai.com answered 401, invalid_api_key; sk-proj-';
    expect(redact(text.slice(0, -1))).toBe(text.slice(0, -1));
    expect(holdsKey('')).toBe(false);
  });

  test('does not look for what is no secret', () => {
    for (const short of ['', 'ollama', 'no-key']) {
      expect(createKeyGuard(short).redact('http://ollama.internal no-key')).toBe('http://ollama.internal no-key');
    }
  });

  test('stays linear on long texts', () => {
    const text = key.slice(0, 7).repeat(100_000);
    const started = performance.now();
    redact(text);
    expect(performance.now() - started).toBeLessThan(3000);
  });
});
