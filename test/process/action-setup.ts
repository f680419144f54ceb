import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { expect } from 'vitest';
import type { Report } from '../../src/report/report.ts';
import { projectFile } from '../github/child.ts';
import type { Repository } from '../github/repository.ts';
import type { ActionResult } from '../github/runner.ts';
import type { LoopbackGitHub } from '../github/server.ts';
import { unzip } from './unzip.ts';
import { SOCKET_README, TAGS } from './workspace.ts';

const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true });
addFormats.default(ajv);
const validate = ajv.compile<Report>(JSON.parse(readFileSync(projectFile('src/report/report.schema.json'), 'utf8')));

/** A repository about WebSockets, with a tags file that knows them. */
export function addSocket(
  github: LoopbackGitHub,
  more: Parameters<LoopbackGitHub['state']['addRepository']>[1] = {},
): Repository {
  return github.state.addRepository('octo/tinysocket', {
    id: 9806,
    description: 'A small WebSocket client and server for Node.js',
    topics: ['nodejs'],
    files: { 'README.md': SOCKET_README, '.github/tags.json': TAGS },
    ...more,
  });
}

/** The report among the files of the workspace, checked against the published schema. */
export function reportOf(result: ActionResult, name = 'readme-tags.json'): Report {
  const bytes = result.files.get(name);
  if (bytes === undefined)
    throw new Error(`No ${name}, only ${[...result.files.keys()].join(', ')}:\n${result.stdout}`);
  return checkReport(Buffer.from(bytes).toString());
}

export function checkReport(text: string): Report {
  const report: unknown = JSON.parse(text);
  if (validate(report)) return report;
  throw new Error(`Not a report: ${JSON.stringify(validate.errors)}\n${text}`);
}

/** The report in the artifact of that name; there must be exactly one, with that file alone in it. */
export function artifactOf(github: LoopbackGitHub, name = 'readme-tags', file = 'readme-tags.json'): string {
  const found = github.state.artifacts.filter((artifact) => artifact.name === name && artifact.finalizedAt !== null);
  expect(found).toHaveLength(1);
  const files = unzip(found[0]!.bytes);
  expect([...files.keys()]).toEqual([file]);
  return files.get(file)!.toString();
}

export const errorsOf = ({ annotations }: ActionResult): readonly string[] =>
  annotations.filter(({ level }) => level === 'error').map(({ message }) => message);

export const warningsOf = ({ annotations }: ActionResult): readonly string[] =>
  annotations.filter(({ level }) => level === 'warning').map(({ message }) => message);

export const noticesOf = ({ annotations }: ActionResult): readonly string[] =>
  annotations.filter(({ level }) => level === 'notice').map(({ message }) => message);

/** Files left in the workspace that are no whole report. */
export function halfWritten(result: ActionResult): readonly string[] {
  return [...result.files].flatMap(([name, bytes]) => {
    try {
      checkReport(Buffer.from(bytes).toString());
      return [];
    } catch {
      return [name];
    }
  });
}
