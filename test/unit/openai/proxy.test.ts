import { describe, expect, test } from 'vitest';
import { findProxy } from '../../../src/openai/proxy.ts';

const proxy = 'http://proxy.example:3128';
const find = (target: string, environment: { readonly [name: string]: string }) =>
  findProxy(new URL(target), environment)?.href ?? null;

describe('findProxy', () => {
  test('takes the variable of the scheme, in small letters first', () => {
    expect(find('https://api.openai.com/v1', { HTTPS_PROXY: proxy })).toBe(`${proxy}/`);
    expect(find('https://api.openai.com/v1', { HTTPS_PROXY: 'http://other', https_proxy: proxy })).toBe(`${proxy}/`);
    expect(find('https://api.openai.com/v1', { HTTP_PROXY: proxy })).toBeNull();
    expect(find('http://llm.internal/v1', { HTTP_PROXY: proxy })).toBe(`${proxy}/`);
    expect(find('http://llm.internal/v1', { HTTP_PROXY: '' })).toBeNull();
  });

  test('reads an address without a scheme', () => {
    expect(find('https://api.openai.com/v1', { HTTPS_PROXY: 'proxy.example:3128' })).toBe(`${proxy}/`);
  });

  test.each(['http://localhost:11434/v1', 'http://127.0.0.1:8080/v1', 'http://[::1]:8080/v1', 'http://a.localhost/v1'])(
    'asks %s directly',
    (target) => {
      expect(find(target, { HTTP_PROXY: proxy })).toBeNull();
    },
  );

  test.each([
    ['api.openai.com', true],
    ['openai.com', true],
    ['.openai.com', true],
    ['*.openai.com', true],
    ['OPENAI.COM', true],
    ['example.com, api.openai.com:443', true],
    ['example.com api.openai.com', true],
    ['*', true],
    ['api.openai.com:8443', false],
    ['penai.com', false],
    ['api.openai.co', false],
    [' , ', false],
  ])('with NO_PROXY "%s", leaves it out: %s', (noProxy, isLeftOut) => {
    const found = find('https://api.openai.com/v1', { HTTPS_PROXY: proxy, NO_PROXY: noProxy });
    expect(found === null).toBe(isLeftOut);
  });

  test.each([
    'socks5://me:secret@proxy.example',
    'http://me:100%secret@proxy.example',
    'http://secret%FF@proxy.example',
  ])('says which variable is wrong, without its value: %s', (given) => {
    const finding = () => find('https://api.openai.com', { HTTPS_PROXY: given });
    expect(finding).toThrow('HTTPS_PROXY of the environment is no address of an HTTP proxy');
    expect(finding).not.toThrow(/secret/);
  });
});
