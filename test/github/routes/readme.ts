import { need } from '../access.ts';
import { param, type RepositoryCall } from '../call.ts';
import { type Reply, refuse } from '../reply.ts';
import { repositoryRoute } from '../router.ts';
import { commitOf, fileReply, findNode } from './contents.ts';

/**
 * Formats that GitHub renders, the ones it prefers first. The order within one folder is documented nowhere; tests should
 * not depend on it.
 */
const extensions = [
  'md',
  'markdown',
  'mdown',
  'mkdn',
  'textile',
  'rst',
  'org',
  'adoc',
  'asciidoc',
  'pod',
  'rdoc',
  'creole',
  'mediawiki',
  'wiki',
  '',
  'txt',
];
const readmeName = /^readme(?:\.([a-z]+))?$/i;

/** Where GitHub looks for the README of a repository, the winner first. */
const folders = ['.github', '', 'docs'];

function readmeIn(call: RepositoryCall, searched: readonly string[]): Reply {
  const commit = commitOf(call);
  for (const folder of searched) {
    const node = findNode(commit, call, folder);
    if (node?.kind !== 'folder') continue;
    const rank = (name: string): number => extensions.indexOf((readmeName.exec(name)?.[1] ?? '').toLowerCase());
    const [best] = (call.repository.objects.trees.get(node.sha) ?? [])
      .filter(({ name, mode }) => mode !== '040000' && mode !== '160000' && readmeName.test(name) && rank(name) >= 0)
      .sort((left, right) => rank(left.name) - rank(right.name));
    const found = best && findNode(commit, call, folder === '' ? best.name : `${folder}/${best.name}`);
    if (found) return fileReply(commit, call, found);
  }
  throw refuse(404, 'Not Found');
}

export const readmeRoutes = [
  repositoryRoute('GET', '/readme', need('read', 'contents'), (call) => readmeIn(call, folders)),
  repositoryRoute('GET', '/readme/{dir}', need('read', 'contents'), (call) =>
    readmeIn(call, [param(call, 'dir').replace(/^\/+|\/+$/g, '')]),
  ),
];
