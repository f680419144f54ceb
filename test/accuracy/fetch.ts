// Fetches from GitHub the READMEs that our figures are made from, each at the commit at which it was labelled, so that
// anybody can make the figures again. The READMEs belong to their projects: they are put beside this project, not into it.
//   npm run fetch-readmes -- FOLDER        then: node dist/cli.js evaluate FOLDER/dev/gold.jsonl --tags FOLDER/tags.json
// GITHUB_TOKEN raises GitHub's limit from 60 to 5,000 requests an hour. What has been fetched is not fetched again, so a run
// that was cut short is simply started anew. --labels FILE and --tags FILE take other labels than ours.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { adviseCaller, createApiClient, findApiAccess } from '../../src/cli/api.ts';
import { reportFailure } from '../../src/cli/failure.ts';
import { createStandardError, createStandardOutput } from '../../src/cli/output.ts';
import { note, type Shell, warn } from '../../src/cli/shell.ts';
import { UserError } from '../../src/errors.ts';
import { createReadmeSource } from '../../src/github/readme-source.ts';
import { createRepositories } from '../../src/github/repository.ts';
import { renderRepositoryName } from '../../src/model/repository.ts';
import type { ReadmeSource, Repositories } from '../../src/ports.ts';
import { type Label, parseLabels } from './labels.ts';

/** The largest of them has 400 kB. */
const MAX_README_BYTES = 5_000_000;
/** Codes of what is not there (any more), and will not be there next time. */
const GONE: ReadonlySet<string> = new Set(['github/not-found', 'github/gone', 'readme/link', 'readme/no-file']);

type Fetched = { readonly readme: string; readonly description: string | null };
type Ports = { readonly repositories: Repositories; readonly readmes: ReadmeSource };

const ownFile = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const root = ownFile('../..');
const shell: Shell = {
  stdout: createStandardOutput(process.env),
  stderr: createStandardError(process.env),
  env: process.env,
  isVerbose: false,
  isQuiet: false,
};

try {
  process.exitCode = await run();
} catch (error) {
  process.exitCode = reportFailure(error, shell.stderr, { isVerbose: !(error instanceof UserError) });
}

async function run(): Promise<0 | 1> {
  const { values, positionals } = parseCall();
  const folder = chooseFolder(positionals);
  const labels = parseLabels(readFileSync(values.labels, 'utf8'));
  mkdirSync(join(folder, 'dev/readmes'), { recursive: true });
  writeWhole(join(folder, 'tags.json'), readFileSync(values.tags));

  const notes = join(folder, 'dev/fetched.json');
  const fetched = readNotes(notes);
  const missing = labels.filter((label) => !isHere(folder, fetched.get(keyOf(label))));
  note(shell, `${labels.length - missing.length} of ${labels.length} READMEs are here already.`);

  const access = findApiAccess(process.env);
  const client = await createApiClient(access, shell);
  const ports = { repositories: createRepositories(client), readmes: createReadmeSource(client, MAX_README_BYTES) };
  let gone = 0;
  let failed: unknown = null;
  for (const label of missing) {
    try {
      fetched.set(keyOf(label), await fetchOne(label, folder, ports));
      writeWhole(notes, `${JSON.stringify(Object.fromEntries(fetched), null, 1)}\n`);
    } catch (error) {
      if (!(error instanceof UserError) || !GONE.has(error.code)) {
        failed = adviseCaller(error, access, '');
        break;
      }
      gone += 1;
      warn(shell, error.message);
    }
  }

  const here = labels.filter((label) => isHere(folder, fetched.get(keyOf(label))));
  const gold = here.map((label) => renderGold(label, fetched.get(keyOf(label))!)).join('');
  writeWhole(join(folder, 'dev/gold.jsonl'), gold);
  const goneNote = gone === 0 ? '' : ` ${gone} are no longer there and are left out.`;
  note(shell, `${here.length} of ${labels.length} READMEs are in ${folder}.${goneNote}`);
  if (failed !== null) {
    reportFailure(failed, shell.stderr, { isVerbose: !(failed instanceof UserError) });
    note(shell, 'Start it again to fetch the rest.');
    return 1;
  }
  shell.stdout.write(
    `node dist/cli.js evaluate ${join(folder, 'dev/gold.jsonl')} --tags ${join(folder, 'tags.json')}\n`,
  );
  return 0;
}

function parseCall() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        labels: { type: 'string', default: ownFile('public/dev-labels.jsonl') },
        tags: { type: 'string', default: ownFile('public/dev-tags.json') },
      },
    });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new UserError('input', { code: 'call/unknown-option', message }, { cause: error });
  }
}

/** @throws UserError where none is named, or one inside this project: what lies there is easily committed. */
function chooseFolder(operands: readonly string[]): string {
  const [given, ...more] = operands;
  const fail = (message: string) => new UserError('input', { code: 'call/operands', message });
  if (given === undefined || given === '' || more.length > 0) {
    throw fail('Name one folder for the READMEs: npm run fetch-readmes -- ../readmes');
  }
  const inside = relative(root, resolve(given));
  if (!inside.startsWith('..') && resolve(inside) !== inside) {
    throw fail(
      `${JSON.stringify(given)} lies in this project. The READMEs belong to others and must not be committed here; name a folder elsewhere, such as ../readmes.`,
    );
  }
  return given;
}

async function fetchOne(label: Label, folder: string, { repositories, readmes }: Ports): Promise<Fetched> {
  const { repository, path } = label;
  const name = renderRepositoryName(repository);
  const known = label.described || label.commit === null ? await repositories.read(repository) : null;
  const sha = label.commit ?? (await repositories.resolve(repository, `refs/heads/${known?.defaultBranch ?? 'HEAD'}`));
  const file = sha === null ? null : await readmes.read(repository, sha, path);
  if (file === null) {
    throw new UserError('work', { code: 'readme/no-file', message: `${name} has no ${path}.` });
  }
  if (label.commit === null) note(shell, `${name} was labelled at a commit that nobody wrote down; took its newest.`);
  const readme = `readmes/${repository.owner}__${repository.name}${/\.[A-Za-z]+$/.exec(path)?.[0] ?? ''}`;
  writeWhole(join(folder, 'dev', readme), file.bytes);
  return { readme, description: label.described ? (known?.description ?? null) : null };
}

/** A line of a gold file, as `evaluate` reads it. */
function renderGold({ repository, path, best, ok }: Label, { readme, description }: Fetched): string {
  const repo = renderRepositoryName(repository);
  return `${JSON.stringify({ id: repo, repo, readme, readmePath: path, description, best, ok })}\n`;
}

/** Another commit or path is another README. */
function keyOf({ repository, commit, path }: Label): string {
  return `${renderRepositoryName(repository)}@${commit ?? ''}:${path}`;
}

function isHere(folder: string, fetched: Fetched | undefined): boolean {
  return fetched !== undefined && existsSync(join(folder, 'dev', fetched.readme));
}

function readNotes(path: string): Map<string, Fetched> {
  if (!existsSync(path)) return new Map();
  // Written by `writeWhole` alone, so it is whole.
  return new Map(Object.entries(JSON.parse(readFileSync(path, 'utf8')) as Record<string, Fetched>));
}

/** Wholly or not at all, whenever the run is ended. */
function writeWhole(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.part`, content);
  renameSync(`${path}.part`, path);
}
