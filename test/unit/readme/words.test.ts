import { describe, expect, it } from 'vitest';
import { isBadge } from '../../../src/readme/badge.ts';
import { isLanguageRow, isLicenceNotice, isRemark } from '../../../src/readme/boilerplate.ts';
import { detectSyntax, formatOf } from '../../../src/readme/format.ts';
import { normaliseLanguage } from '../../../src/readme/language.ts';
import { cleanLine, wordCount } from '../../../src/readme/plain-line.ts';
import { isDroppedSection, isGeneralHeading } from '../../../src/readme/sections.ts';
import { findStub } from '../../../src/readme/stub.ts';

describe('languages of code blocks', () => {
  it.each([
    ['js', 'javascript'],
    ['js {1,3}', 'javascript'],
    ['JavaScript', 'javascript'],
    ['tsx', 'typescript'],
    ['py', 'python'],
    ['{r setup, include=FALSE}', 'r'],
    ['{.haskell}', 'haskell'],
    ['rust,no_run', 'rust'],
    ['ts:src/app.ts', 'typescript'],
    ['c++', 'c++'],
    ['cpp', 'c++'],
    ['cs', 'c#'],
    ['console', 'shell'],
    ['sh', 'shell'],
    ['language-bash', 'shell'],
    ['yml', 'yaml'],
    ['lolcode', 'lolcode'],
    ['text', ''],
    ['', ''],
    ['```', ''],
    ['x'.repeat(200), ''],
  ])('%j is %j', (info, language) => {
    expect(normaliseLanguage(info)).toBe(language);
  });
});

describe('sections that are left out', () => {
  it.each([
    'License',
    '📄 License',
    '7. License',
    'LICENSE:',
    'License & Credits',
    'Sponsors and backers',
    'Contributing',
    'Contributing to Lantern',
    'How to contribute',
    'Code of Conduct',
    'Changelog',
    'What’s new',
    'Prerequisites',
    'System requirements',
    'Acknowledgements',
    'Support',
    'Star History',
    'Table of Contents',
    'See also',
    'Alternatives',
    'Security Policy',
    'Author',
    'Maintainers and authors',
    'Lizenz',
    'Licencia',
    'Contribuir',
    'Remerciements',
    '许可证',
    '贡献指南',
    'ライセンス',
    '라이선스',
    'Лицензия',
  ])('%s', (heading) => {
    expect(isDroppedSection(heading)).toBe(true);
    expect(isGeneralHeading(heading)).toBe(true);
  });

  it.each([
    'Licence plate recognition',
    'Support for PostgreSQL',
    'Features',
    'Installation',
    'Security model',
    'Requirements engineering',
    'Jobs',
    'Users',
    'Chat',
    'Discord',
    'Migrations',
    '',
    '123',
  ])('not: %s', (heading) => {
    expect(isDroppedSection(heading)).toBe(false);
  });

  it.each(['Installation', 'Getting Started', '⭐ Features', 'Quick start', 'About', '安装'])(
    '%s is no title',
    (heading) => {
      expect(isGeneralHeading(heading)).toBe(true);
    },
  );
});

describe('formats', () => {
  it.each([
    ['README.md', '', 'markdown'],
    ['docs/README.MARKDOWN', '', 'markdown'],
    ['README.mdx', '', 'mdx'],
    ['README.rst', '# looks like Markdown', 'restructuredtext'],
    ['README.rst.txt', '', 'restructuredtext'],
    ['README.adoc', '', 'asciidoc'],
    ['README.org', '', 'org'],
    ['README.textile', '', 'textile'],
    ['README.pod', '', 'pod'],
    ['README.rdoc', '', 'rdoc'],
    ['README.mediawiki', '', 'mediawiki'],
    ['README.creole', '', 'creole'],
    ['readme.html', '', 'html'],
    ['README', 'just words', 'text'],
    ['README.txt', 'just words', 'text'],
    ['README.md/README', 'just words', 'text'],
    ['README', '# Title\n\n```\ncode\n```\n', 'markdown'],
    ['README', 'Title\n=====\n\n.. image:: x.png\n', 'restructuredtext'],
    ['README', '= Title\n\n[source,sh]\n----\nmake\n----\n', 'asciidoc'],
    ['README', '#+TITLE: Title\n* Headline\n', 'org'],
    [null, 'just words', 'markdown'],
    [null, '.. contents::\n\nTitle\n=====\n', 'restructuredtext'],
    [null, '<!DOCTYPE html><html></html>', 'html'],
  ])('%j with %j is %s', (path, text, syntax) => {
    expect(detectSyntax(path, text)).toBe(syntax);
  });

  it('counts what has no format of its own as the nearest', () => {
    expect((['mdx', 'html', 'pod', 'org'] as const).map(formatOf)).toEqual(['markdown', 'markdown', 'text', 'org']);
  });
});

describe('stubs', () => {
  it.each([
    ['packages/zap/README.md', 'packages/zap/README.md'],
    ['../README.md\n', '../README.md'],
    ['./docs/index.rst', './docs/index.rst'],
    ['docs/README', 'docs/README'],
    ['See docs/README.md', 'docs/README.md'],
    ['# Zap\n\nPlease see [the docs](docs/README.md).', 'docs/README.md'],
    ['Zap\n===\n\nThis file has moved to doc/readme.rst.', 'doc/readme.rst'],
  ])('%j points at %s', (text, path) => {
    expect(findStub(text)).toBe(path);
  });

  it.each([
    '',
    'Zap',
    '# Zap\n\nA parser.',
    'https://example.com/README.md',
    'See https://example.com/docs/README.md',
    '# Zap\n\nA parser for YAML.\n\nSee docs/README.md',
    'See the change log in CHANGELOG.md and ask on the list if a thing is not clear to you or anyone',
    'TODO',
  ])('%j is none', (text) => {
    expect(findStub(text)).toBe(null);
  });
});

describe('badges', () => {
  it.each([
    'https://img.shields.io/npm/v/x.svg',
    'https://github.com/a/b/actions/workflows/ci.yml/badge.svg',
    'https://travis-ci.org/a/b.svg?branch=main',
    'https://codecov.io/gh/a/b/branch/main/graph/badge.svg',
    'https://opencollective.com/x/backers.svg',
    'https://contrib.rocks/image?repo=a/b',
  ])('%s is one', (source) => {
    expect(isBadge(source)).toBe(true);
  });

  it.each(['docs/logo.svg', 'https://example.com/screenshot.png', ''])('%j is none', (source) => {
    expect(isBadge(source)).toBe(false);
  });
});

describe('paragraphs that say nothing', () => {
  it.each([
    'MIT',
    'The MIT License',
    'Copyright (c) 2020 Somebody',
    '© Somebody',
    'Lantern is released under the MIT license.',
    'Licensed under the Apache License, Version 2.0',
  ])('%s is a licence notice', (text) => {
    expect(isLicenceNotice(text)).toBe(true);
  });

  it.each([
    'Checks which licenses your dependencies are published under.',
    'MITM proxy',
    'A licence server for desktop software',
  ])('%s is none', (text) => {
    expect(isLicenceNotice(text)).toBe(false);
  });

  it.each(['English | 简体中文', 'English · Deutsch', 'Read this in other languages: Español, 日本語', '中文'])(
    '%s is a choice of languages',
    (text) => {
      expect(isLanguageRow(text)).toBe(true);
    },
  );

  it.each(['English grammar checker', 'Go | Rust', ''])('%j is none', (text) => {
    expect(isLanguageRow(text)).toBe(false);
  });

  it.each(['Note: read this', 'WARNING! unstable', 'Update 2024: moved', '注意：读我'])('%s is a remark', (text) => {
    expect(isRemark(text)).toBe(true);
  });

  it.each(['Notes on type theory', 'Warning systems for floods'])('%s is none', (text) => {
    expect(isRemark(text)).toBe(false);
  });
});

describe('one line of text', () => {
  it.each([
    ['see https://example.com/a_(b)?c=d#e, or not', 'see or not'],
    ['(http://example.com)', ''],
    ['www.example.com is down', 'is down'],
    ['文档见https://example.com。好', '文档见 。好'],
    [':rocket: fast :+1:', 'fast'],
    ['std::vec::Vec at 10:30:45 in a::b', 'std::vec::Vec at 10:30:45 in a::b'],
    ['a claim[^1] and[^long-note] more', 'a claim and more'],
    ['[server][server-report]', '[server]'],
    ['[label]: https://example.com', ''],
    ['  two\t spaces  ', 'two spaces'],
  ])('%j reads %j', (text, clean) => {
    expect(cleanLine(text)).toBe(clean);
  });

  it.each([
    ['', 0],
    ['one', 1],
    ['one  two three ', 3],
    ['潮汐调度', 2],
    ['用 Go 编写', 3],
  ])('%j has %i words', (text, count) => {
    expect(wordCount(text)).toBe(count);
  });
});
