import { describe, expect, test } from 'vitest';
import { checkBaseUrl, isOwnNetwork } from '../../../src/settings/base-url.ts';

const accepted = (text: string, hasKey = true) => {
  const checked = checkBaseUrl(text, hasKey);
  if (!checked.ok) throw new Error(`${text} ${checked.problem}`);
  return checked;
};
const problemOf = (text: string, hasKey = true) => {
  const checked = checkBaseUrl(text, hasKey);
  if (checked.ok) throw new Error(`${text} was accepted`);
  return checked.problem;
};

describe('checkBaseUrl', () => {
  test.each([
    'https://api.openai.com/v1',
    'https://r.openai.azure.com/openai/v1',
    'https://r.openai.azure.com/openai/deployments/tagger?api-version=2024-10-21',
    'https://r.services.ai.azure.com/models?api-version=2024-05-01-preview',
    'https://api.anthropic.com/v1',
    'https://api.deepseek.com',
    'https://openrouter.ai/api/v1',
    'https://generativelanguage.googleapis.com/v1beta/openai',
    'http://localhost:11434/v1',
    'http://127.0.0.1:8080/v1',
    'http://[::1]:1234/v1',
    'http://192.168.1.20:8000/v1',
    'http://ollama:11434/v1',
    'http://host.docker.internal:11434/v1',
  ])('takes %s as it is', (text) => {
    expect(accepted(text)).toEqual({ ok: true, baseUrl: text, notices: [] });
  });

  test('takes spaces around it, slashes at its end and a fragment off', () => {
    for (const text of [
      ' https://api.openai.com/v1/ ',
      'https://api.openai.com/v1//',
      'https://API.OpenAI.com/v1#top',
    ]) {
      expect(accepted(text)).toMatchObject({ baseUrl: 'https://api.openai.com/v1', notices: [] });
    }
  });

  test.each(['/chat/completions', '/completions', '/responses', '/models', '/chat/completions/'])(
    'takes the operation %s off its end and says so',
    (operation) => {
      const { baseUrl, notices } = accepted(`https://api.example.com/v1${operation}?api-version=1`);
      expect(baseUrl).toBe('https://api.example.com/v1?api-version=1');
      expect(notices).toEqual([expect.stringContaining(`ends in "${operation.replace(/\/$/, '')}"`)]);
    },
  );

  test.each([
    ['localhost:11434/v1', 'is "localhost:11434/v1"; expected an address such as https://api.openai.com/v1 or'],
    ['api.openai.com/v1', 'It must start with https:// or http://.'],
    ['ftp://api.openai.com', 'is "ftp://api.openai.com"; expected'],
    ['https://', 'is "https://"; expected'],
    ['openai', 'is "openai"; expected'],
    [`https://x/${'y'.repeat(2000)}`, 'has 2010 characters'],
  ])('refuses %s', (text, part) => {
    expect(problemOf(text)).toContain(part);
  });

  test('refuses a login and keys in the query, and shows neither', () => {
    expect(problemOf('https://me:hunter2@api.example.com/v1')).toMatch(/^holds a name or password before the host\./);
    expect(problemOf('https://sk-12345678@api.example.com/v1')).toContain(
      'give the key in "api-key" (OPENAI_API_KEY on the command line)',
    );
    expect(problemOf('https://api.example.com/v1?api_key=hunter2&v=1&access-token=x')).toBe(
      'holds "api_key" and "access-token" in its query. Take it out, and give the key in "api-key" (OPENAI_API_KEY on the command line).',
    );
    expect(problemOf('me:hunter2@api.example.com/v1')).not.toContain('hunter2');
    expect(problemOf('sk-proj-0123456789abcdef')).not.toContain('0123');
  });

  test('refuses GitHub Models with a code of its own', () => {
    for (const text of ['https://models.github.ai/inference', 'https://models.inference.ai.azure.com/']) {
      expect(checkBaseUrl(text, true)).toMatchObject({
        ok: false,
        code: 'llm/github-models',
        problem: expect.stringContaining('which GitHub retired on 2026-07-30'),
      });
    }
  });

  test('shows the address of Azure that works in place of those that never do', () => {
    for (const path of ['', '/', '/openai', '/openai/']) {
      expect(problemOf(`https://r.openai.azure.com${path}`)).toContain(
        'expected "https://r.openai.azure.com/openai/v1"',
      );
    }
    expect(problemOf('https://r.openai.azure.com/openai/deployments/d')).toContain('add "?api-version=');
  });

  test('sends no key unencrypted over the internet, and no README without saying so', () => {
    expect(problemOf('http://api.example.com/v1')).toContain('would send the key unencrypted');
    expect(problemOf('http://203.0.113.9/v1')).toContain('Write https://');
    expect(accepted('http://api.example.com/v1', false).notices).toEqual([
      '"base-url" is "http://api.example.com": the README goes there unencrypted.',
    ]);
  });
});

describe('isOwnNetwork', () => {
  const hostOf = (host: string) => new URL(`http://${host}`).hostname;

  test.each([
    'localhost',
    'a.localhost',
    '127.9.9.9',
    '10.0.0.1',
    '172.16.0.1',
    '172.31.255.1',
    '192.168.0.1',
    '169.254.1.1',
    '100.64.0.1',
    '[::1]',
    '[fd12:3456::1]',
    '[fe80::1]',
    'ollama',
    'gpu.local',
    'llm.corp.internal',
    'nas.lan',
    'a.home.arpa',
    '0x7f.1',
  ])('holds for %s', (host) => {
    expect(isOwnNetwork(hostOf(host))).toBe(true);
  });

  test.each([
    'api.openai.com',
    '172.15.0.1',
    '172.32.0.1',
    '100.63.0.1',
    '100.128.0.1',
    '8.8.8.8',
    '192.169.0.1',
    '[2001:db8::1]',
    '[::ffff:8.8.8.8]',
    'localhost.example.com',
    '127.0.0.1.nip.io',
    'internal.example.com',
  ])('does not hold for %s', (host) => {
    expect(isOwnNetwork(hostOf(host))).toBe(false);
  });
});
