import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ownTopic, topicOfName, topicPattern } from '../../../src/vocabulary/topic.ts';

describe('the topic of a name', () => {
  test.each([
    ['cli', 'cli'],
    ['3d', '3d'],
    ['Web Server', 'web-server'],
    ['web_server', 'web-server'],
    ['  web -- server  ', 'web-server'],
    ['-web-', 'web'],
    ['C', 'c'],
    ['C++', 'cpp'],
    ['C#', 'csharp'],
    ['F#', 'fsharp'],
    ['g++', 'gpp'],
    ['C++/CLI', 'cpp-cli'],
    ['C++ templates', 'cpp-templates'],
    ['Notepad++', 'notepad-plus-plus'],
    ['Google+', 'google-plus'],
    ['#hashtag', 'hashtag'],
    ['.NET', 'dotnet'],
    ['.NET Core', 'dotnet-core'],
    ['.NET8', 'dotnet8'],
    ['.network', 'network'],
    ['VB.NET', 'vbnet'],
    ['Node.js', 'nodejs'],
    ['D3.js', 'd3js'],
    ['socket.io', 'socketio'],
    ['Python 3.12', 'python-3-12'],
    ['R&D', 'r-and-d'],
    ['Q & A', 'q-and-a'],
    ['A*', 'a-star'],
    ['TCP/IP', 'tcp-ip'],
    ['Café Crème', 'cafe-creme'],
    ['Łódź', 'lodz'],
    ['Ærøskøbing', 'aeroskobing'],
    ['ﬁle ½', 'file-1-2'],
    ['ＣＬＩ', 'cli'],
    ['Bob’s tools', 'bobs-tools'],
    ['🚀 launch', 'launch'],
    ['❤️ love', 'love'],
  ])('of %j is %j', (name, topic) => {
    expect(topicOfName(name)).toEqual({ topic });
  });

  test.each(['数据库', 'Python 教程', 'λ-calculus', 'Кеш', 'مرحبا', '🚀', '???', '---', 'Ⅻ数'])(
    'of %j is none',
    (name) => {
      expect(topicOfName(name)).toMatchObject({ topic: null, trouble: 'no-topic' });
    },
  );

  test('has 50 characters at most', () => {
    expect(topicOfName('a'.repeat(50))).toEqual({ topic: 'a'.repeat(50) });
    expect(topicOfName('a'.repeat(51))).toMatchObject({ topic: null, trouble: 'long-topic' });
    expect(topicOfName(`${'ß'.repeat(25)}a`)).toMatchObject({ topic: null, trouble: 'long-topic' });
  });

  test('is one that GitHub accepts, or none, whatever the name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (name) => {
        const { topic } = topicOfName(name);
        expect(topic === null || topicPattern.test(topic)).toBe(true);
      }),
    );
  });

  test('of a topic is that topic', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,20}$/), (topic) => {
        expect(topicOfName(topic)).toEqual({ topic });
      }),
    );
  });
});

describe("an entry's own topic", () => {
  test.each(['a', '7', 'web-server', 'odd--but-allowed-', 'a'.repeat(50)])('may be %j', (topic) => {
    expect(ownTopic(topic)).toEqual({ topic });
  });

  test.each([
    ['Web Server', 'Write "web-server".'],
    ['-web', 'Write "web".'],
    ['c++', 'Write "cpp".'],
  ])('may not be %j, and the message gives one that may', (topic, fix) => {
    expect(ownTopic(topic)).toMatchObject({
      topic: null,
      trouble: 'invalid-topic',
      message: expect.stringContaining(fix),
    });
  });

  test('may not have 51 characters', () => {
    expect(ownTopic('a'.repeat(51))).toMatchObject({ topic: null, trouble: 'invalid-topic' });
  });
});
