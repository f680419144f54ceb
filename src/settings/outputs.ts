/** The outputs of the action. action.yml and the README's table are made from it. */
export const OUTPUTS = [
  {
    name: 'result',
    description: 'The result as JSON: `{"id":"9806","tags":[{"id":82,"name":"real-time"}]}`, best tag first.',
  },
  {
    name: 'tags',
    description:
      'The names of the tags as a JSON list, best first. Like `result`, empty where a model did not answer, `on-llm-error` is `keep` and no earlier result is known.',
  },
  {
    name: 'topics',
    description: 'The topics of the repository after the run as a JSON list; where nothing was written, as they are.',
  },
  {
    name: 'added',
    description: 'The topics that were added as a JSON list; where nothing was written, those that would be.',
  },
  {
    name: 'removed',
    description: 'The topics that were removed as a JSON list; where nothing was written, those that would be.',
  },
  { name: 'changed', description: '`true` where `added` or `removed` holds a topic, otherwise `false`.' },
  {
    name: 'abstained',
    description:
      '`true` where fewer tags were given than `max-tags` allows because nothing else fits, otherwise `false`.',
  },
  { name: 'classifier', description: 'The classifier that answered: `offline` or `llm`.' },
  {
    name: 'report-path',
    description:
      'The path of the report, a JSON file in the workspace; empty where `on-llm-error: keep` left all as it was.',
  },
  { name: 'artifact-id', description: 'The id of the artifact; empty where none was uploaded.' },
  { name: 'artifact-url', description: 'Where the artifact can be downloaded; empty where none was uploaded.' },
  { name: 'comment-url', description: 'The comment on the pull request; empty where there is none.' },
] as const;

export type OutputName = (typeof OUTPUTS)[number]['name'];
