import type { EventContext } from '../model/event.ts';
import { isSameRepository, type Repository, renderRepositoryName } from '../model/repository.ts';
import type { StarterFile } from '../report/summary-context.ts';
import { DEFAULT_TAGS_FILE } from '../settings.ts';
import { renderStarterFile } from '../vocabulary/starter.ts';
import type { StarterUse } from './tags-file.ts';

/** The tags file to paste where there is none yet, with the repository's present topics in it. */
export function renderStarter({ near }: StarterUse, repository: Repository, event: EventContext): StarterFile {
  const isHere = isSameRepository(repository.name, event.repository);
  return {
    path: DEFAULT_TAGS_FILE,
    text: renderStarterFile(repository.topics),
    repository: renderRepositoryName(event.repository),
    near,
    branch: isHere ? repository.defaultBranch : null,
  };
}
