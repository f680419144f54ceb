import { need } from '../access.ts';
import { bodyMember, type RepositoryCall } from '../call.ts';
import { presentFullRepository } from '../present/repository.ts';
import { ok, type Reply, refuse } from '../reply.ts';
import { repositoryRoute } from '../router.ts';

const maxTopics = 20;
const topicPattern = /^[a-z0-9][a-z0-9-]{0,49}$/;

/** Replaces the whole set, as GitHub does; upper case is folded and repeats are dropped before the rules are applied. */
function putTopics(call: RepositoryCall): Reply {
  const names = bodyMember(call, 'names');
  if (!Array.isArray(names) || names.some((name) => typeof name !== 'string')) {
    throw refuse(422, "Invalid request.\n\nFor 'properties/names', nil is not an array.");
  }
  const topics = [...new Set(names.map((name: string) => name.toLowerCase()))];
  const problems = [
    ...(topics.some((topic) => !topicPattern.test(topic))
      ? [
          'Topics must start with a lowercase letter or number, consist of 50 characters or less, and can include hyphens.',
        ]
      : []),
    ...(topics.length > maxTopics ? [`Repository can't have more than ${maxTopics} topics.`] : []),
  ];
  if (problems.length > 0) throw refuse(422, 'Validation Failed', { extra: { errors: problems } });
  call.repository.topics = topics;
  call.repository.updatedAt = call.state.clock.now();
  return ok({ names: topics });
}

export const repositoryRoutes = [
  repositoryRoute('GET', '', need('read', 'metadata'), ({ repository, urls, token }) =>
    ok(presentFullRepository(repository, urls, token)),
  ),
  repositoryRoute('GET', '/topics', need('read', 'metadata'), ({ repository }) =>
    ok({ names: [...repository.topics] }),
  ),
  repositoryRoute('PUT', '/topics', need('write', 'administration'), putTopics),
];
