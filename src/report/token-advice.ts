import { type RepositoryName, renderRepositoryName } from '../model/repository.ts';
import { PROJECT, VERSION } from '../project.ts';
import { renderCode, renderFence, renderLink } from './markdown-escape.ts';

export type TokenAdvice = {
  readonly repository: RepositoryName;
  /** `https://github.com`, without a slash at the end. */
  readonly serverUrl: string;
  /** The `gh` line that sets the topics by hand; null where it is not known. */
  readonly line: string | null;
};

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: expressions of the workflow language
const tokenLines = ['topics-token: ${{ secrets.README_TAGGER_TOPICS_TOKEN }}'];
const appLines = [
  '- id: app-token',
  '  uses: actions/create-github-app-token@v3',
  '  with:',
  '    client-id: ${{ vars.README_TAGGER_CLIENT_ID }}',
  '    private-key: ${{ secrets.README_TAGGER_PRIVATE_KEY }}',
  '    permission-administration: write',
];
const appTokenLine = 'topics-token: ${{ steps.app-token.outputs.token }}';
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: end of the expressions

const stepLines = (inputs: readonly string[]): readonly string[] => [
  `- uses: ${PROJECT}@v${VERSION.split('.')[0]}`,
  '  with:',
  '    publish: artifact, summary, topics',
  ...inputs.map((input) => `    ${input}`),
];

const caution =
  'Administration: write is the only permission that sets topics, and allows much more: give the token to no job that runs code of a pull request.';

/** The two ways to a token that can set topics, for the log: lines of plain text with the YAML to paste. */
export function tellTokenAdvice({ repository, serverUrl, line }: TokenAdvice): string {
  const name = renderRepositoryName(repository);
  const indent = (lines: readonly string[]) => lines.map((each) => `    ${each}`);
  return [
    'Two kinds of token can set topics:',
    `1. A fine-grained personal access token (${tokenPage(serverUrl)}) for ${name} with the repository permission Administration: write, kept as a secret of the repository:`,
    ...indent(stepLines(tokenLines)),
    `2. The token of a GitHub App that has the repository permission Administration: write and is installed on ${name}:`,
    ...indent([...appLines, ...stepLines([appTokenLine])]),
    caution,
    ...(line === null ? [] : [`For now, this line does what the run would have done: ${line}`]),
  ].join('\n');
}

/** The same as Markdown. */
export function renderTokenAdvice({ repository, serverUrl, line }: TokenAdvice): string {
  const name = renderCode(renderRepositoryName(repository), 150);
  const page = renderLink('fine-grained personal access token', tokenPage(serverUrl));
  return [
    ...(line === null ? [] : ['For now, this line does what the run would have done:', renderFence(line, 'sh')]),
    'Two kinds of token can set topics:',
    `**A ${page}** for ${name} with the repository permission _Administration: write_. Keep it as a secret of the repository, and give it to the step:`,
    renderFence(stepLines(tokenLines).join('\n'), 'yaml'),
    `**The token of a GitHub App**, better for many repositories: it belongs to no person and is good for an hour. The App needs the repository permission _Administration: write_ and has to be installed on ${name}:`,
    renderFence([...appLines, ...stepLines([appTokenLine])].join('\n'), 'yaml'),
    caution,
  ].join('\n\n');
}

function tokenPage(serverUrl: string): string {
  return `${serverUrl}/settings/personal-access-tokens/new`;
}
