import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { putPublicName } from '../../.github/scripts/public-name.ts';
import { PROJECT, PROJECT_URL, VERSION } from '../../src/project.ts';
import { projectFile } from '../github/child.ts';
import { projectFiles } from './documents.ts';

const read = (path: string) => readFileSync(projectFile(path), 'utf8');
const [owner = '', name = ''] = PROJECT.split('/');

test('the public name is made from package.json', () => {
  const manifest: { name: string; repository: { url: string } } = JSON.parse(read('package.json'));
  expect(manifest.repository.url).toBe(`git+https://github.com/${PROJECT}.git`);
  expect(manifest.name).toBe(name);
  expect(PROJECT_URL).toBe(`https://github.com/${PROJECT}`);
});

test('the public name stands nowhere in the sources', () => {
  const written = projectFiles()
    .filter((path) => path.startsWith('src/') || path.startsWith('test/'))
    .filter((path) => new RegExp(`(?:^|[^\\w/.-])${owner}/${name}\\b`).test(read(path)))
    // Comments that explain the constant, and the test of what writes it.
    .filter((path) => path !== 'src/project.ts' && path !== 'test/contract/public-name.test.ts');
  expect(written).toEqual([]);
});

test('documents have the name and major version of package.json', () => {
  const stale = projectFiles()
    .filter((path) =>
      /^README\.md$|^action\.yml$|^examples\/|^\.github\/(?:.*\.md$|ISSUE_TEMPLATE\/|zizmor\.yml$)/.test(path),
    )
    .filter((path) => putPublicName(read(path)) !== read(path));
  expect(stale).toEqual([]);
  expect(read('README.md')).toContain(`uses: ${PROJECT}@v${VERSION.split('.')[0]}\n`);
});

test('the name is written over whatever owner and major version stood there', () => {
  const major = `v${VERSION.split('.')[0]}`;
  expect(putPublicName(`uses: acme/${name}@v7`)).toBe(`uses: ${PROJECT}@${major}`);
  expect(putPublicName(`https://github.com/some-body/${name}/issues`)).toBe(`${PROJECT_URL}/issues`);
  expect(putPublicName(`https://raw.githubusercontent.com/acme/${name}/v9/dist/x.json`)).toContain(
    `/${PROJECT}/${major}/dist/x.json`,
  );
  // A pinned version is of its time.
  expect(putPublicName(`acme/${name}@v1.2.3`)).toBe(`${PROJECT}@v1.2.3`);
  expect(putPublicName(`acme/${name}-more, ../${name}, ${name}`)).toBe(`acme/${name}-more, ../${name}, ${name}`);
});
