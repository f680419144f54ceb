import { UserError } from '../errors.ts';
import { createRepositories } from '../github/repository.ts';
import { renderRepositoryName } from '../model/repository.ts';
import { repository } from '../settings/values.ts';
import { renderStarterFile } from '../vocabulary/starter.ts';
import { adviseCaller, createApiClient, findApiAccess } from './api.ts';
import { note, type Shell } from './shell.ts';

/** Prints the starter list, with the present topics of a repository in it where one is named (`owner/repo`). */
export async function runInit(argument: string | undefined, shell: Shell): Promise<void> {
  const topics = argument === undefined ? [] : await readTopics(argument, shell);
  shell.stdout.write(renderStarterFile(topics));
}

async function readTopics(argument: string, shell: Shell): Promise<readonly string[]> {
  const parsed = repository()(argument);
  if (!parsed.ok) {
    throw new UserError(
      'input',
      parsed.problems.map((problem) => ({ code: 'call/repository', message: `The repository ${problem}` })),
    );
  }
  const access = findApiAccess(shell.env);
  try {
    const client = await createApiClient(access, shell);
    const { name, topics } = await createRepositories(client).read(parsed.value);
    if (topics.length === 0) note(shell, `${renderRepositoryName(name)} has no topics yet.`);
    return topics;
  } catch (error) {
    throw adviseCaller(error, access, 'A private repository needs a token in GITHUB_TOKEN.');
  }
}
