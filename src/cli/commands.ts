import { baseUrl, modelName, UNSUPPORTED_MODES } from '../settings/llm-values.ts';
import { fraction, names, oneOf, price, repository, wholeNumber } from '../settings/values.ts';
import { anyText, type Command, type Flags, list, type Options, single, someText, toggle } from './command-line.ts';

/** Options of every command. */
const COMMON = {
  quiet: toggle('q', 'nothing on standard error but errors'),
  verbose: toggle(null, 'more on standard error, and where in the code an error happened'),
  help: toggle('h', 'print this'),
};

/** Options of the commands that give tags. */
const CHOICE = {
  tags: list(
    't',
    'file',
    (given) => (given === '' ? { ok: false, problems: ['is empty; expected a file.'] } : { ok: true, value: [given] }),
    'the list of tags: JSON, YAML, CSV or text; needed. Used several times, all files make one list',
  ),
  maxTags: single('n', 'number', wholeNumber(1, 20), 'most tags that are given, 1 to 20; 3 without it'),
  minScore: single(null, 'number', fraction(), "score that a tag needs, 0 to 1; the classifier's own without it"),
  classifier: single(
    null,
    'name',
    oneOf(['offline', 'llm']),
    'which one answers: offline (without it) or llm, a model',
  ),
  excludeTags: list(null, 'names', names(), 'tags that are never given, apart by commas'),
  pinTags: list(null, 'names', names(), 'tags that are always given, apart by commas'),
};

/** Options that say what is known of a README's repository. */
const REPOSITORY = {
  description: single('d', 'text', anyText, 'what the repository says of itself in a sentence'),
  repo: single('r', 'owner/name', repository(), 'the repository that a file belongs to'),
};

/** Options of what a model is asked, which the offline classifier knows nothing of. */
const MODEL = {
  model: single('m', 'name', modelName(), 'the model; needed with --base-url, and gpt-6-luna without both'),
  baseUrl: single(
    null,
    'url',
    baseUrl(),
    "address of an OpenAI-compatible API; OPENAI_BASE_URL, or OpenAI's without it",
  ),
  shortlist: single(null, 'number', wholeNumber(20, 10_000), 'most tags that are sent to a model; 200 without it'),
  readmeTokens: single(
    null,
    'number',
    wholeNumber(200, 20_000),
    'most tokens of a README that are sent; 900 without it',
  ),
};

/** Options of the commands that ask a model. */
const ASKING = {
  ...MODEL,
  llmUnsupported: single(
    null,
    'word',
    oneOf(UNSUPPORTED_MODES),
    'hold (without it) or give tags of a model that nothing supports',
  ),
  maxTokensPerRun: single(null, 'number', wholeNumber(1000, 999_999_999), 'most tokens that this call may take'),
  priceInput: single(null, 'amount', price(), 'price of a million input tokens, for showing what it cost'),
  priceOutput: single(null, 'amount', price(), 'price of a million output tokens'),
  answers: single(null, 'file', someText, 'keep answers of the model in this file, and take them from there'),
  concurrency: single(
    null,
    'number',
    wholeNumber(1, 64),
    'most READMEs that a model is asked about at a time; 4 without it',
  ),
};

function command<Given extends Options>(definition: Command<Given>): Command<Given> {
  return definition;
}

export const CLASSIFY = command({
  name: 'classify',
  summary: 'Give tags to a README, or to a batch of them',
  operands: ['[readme]'],
  operandHelp: ['a file, a folder, owner/repo[@ref] on GitHub, or - for standard input'],
  options: {
    ...CHOICE,
    ...REPOSITORY,
    id: single(null, 'id', anyText, 'id of the result; the README argument without it'),
    batch: single('b', 'file', someText, 'classify every record of a JSON Lines file, or - for standard input'),
    report: single(null, 'file', someText, 'write the full record of the classification to this file'),
    explain: toggle(null, 'also print scores, evidence, features and weights of the ten nearest tags'),
    compare: toggle(null, 'ask both classifiers, and print what they say side by side'),
    ...ASKING,
    ...COMMON,
  },
  help: `
The result is one line of JSON: {"id":"README.md","tags":[{"id":82,"name":"real-time"}]}
On a terminal, a table with scores and evidence stands before it, on standard error.

A batch holds one record a line: {"id": 1, "readme": "path/to/README.md"} or {"id": 1, "text": "# A README"},
and optionally "description", "repo" (owner/name) and "readmePath" (the README's path in its repository).
A bad record gives {"id", "error": {"code", "message"}}, the others go on, and the exit code is 1.

--classifier llm asks a model, with the key in OPENAI_API_KEY; README and list are sent there. It needs Node 22 or newer.

GITHUB_TOKEN is used to read from GitHub if it is set; GITHUB_API_URL or GH_HOST name another server.

Examples:
  readme-tagger classify README.md --tags tags.json
  readme-tagger classify . --tags tags.json --max-tags 5 --explain
  readme-tagger classify README.md --tags tags.json --id 9806 --description "A WebSocket library"
  readme-tagger classify octocat/hello-world@main --tags tags.json
  curl -s https://example.com/README.md | readme-tagger classify - --tags tags.json
  readme-tagger classify --batch repositories.jsonl --tags tags.json > results.jsonl
  readme-tagger classify README.md --tags tags.json --classifier llm
  readme-tagger classify README.md --tags tags.json --compare --base-url http://localhost:11434/v1 --model gemma3:12b
`,
});

export const EVALUATE = command({
  name: 'evaluate',
  summary: 'Measure accuracy against labelled READMEs',
  operands: ['<gold>'],
  operandHelp: ['a JSON Lines file with READMEs and their labels, or - for standard input'],
  options: {
    ...CHOICE,
    predictions: single('p', 'file', someText, 'write one result a line, with the first 100 tags of the ranking'),
    ...ASKING,
    ...COMMON,
  },
  help: `
A gold file holds one README a line, with the tags that people gave it:
{"id": "a/b", "readme": "readmes/b.md", "best": ["parser"], "ok": ["lib"]}
"text" may stand in place of "readme"; "repo", "description" and "readmePath" are optional.
"best" holds the right tags, "ok" those that are also defensible.

Figures come as JSON on standard output and as tables on standard error, each with its bootstrap 95 % interval.

--classifier llm asks a model, with the key in OPENAI_API_KEY. With --answers, what broke off goes on where it was.

Examples:
  readme-tagger evaluate gold.jsonl --tags tags.json
  readme-tagger evaluate gold.jsonl --tags tags.json --max-tags 5 --predictions predictions.jsonl > figures.json
  readme-tagger evaluate gold.jsonl --tags tags.json --classifier llm --answers answers.jsonl --concurrency 8
`,
});

export const PROMPT = command({
  name: 'prompt',
  summary: 'Print what a model would be asked, sending nothing',
  operands: ['<readme>'],
  operandHelp: ['a file, a folder, owner/repo[@ref] on GitHub, or - for standard input'],
  options: {
    tags: CHOICE.tags,
    maxTags: CHOICE.maxTags,
    excludeTags: CHOICE.excludeTags,
    pinTags: CHOICE.pinTags,
    ...REPOSITORY,
    ...MODEL,
    ...COMMON,
  },
  help: `
The body of the request that "classify --classifier llm" would send first goes to standard output, as one line of JSON.
How many tokens it has, and what of the README is left out, goes to standard error. No key is needed.

An endpoint that refuses a part of the body, such as the form of the answer, is asked again without it.

GITHUB_TOKEN is used to read from GitHub if it is set; GITHUB_API_URL or GH_HOST name another server.

Examples:
  readme-tagger prompt README.md --tags tags.json
  readme-tagger prompt README.md --tags tags.json | jq -r '.messages[].content'
  readme-tagger prompt . --tags tags.json --readme-tokens 2000 --base-url http://localhost:11434/v1 --model gemma3:12b
`,
});

export const LINT = command({
  name: 'lint',
  summary: 'Check a tags file',
  operands: ['<file...>'],
  operandHelp: ['a tags file, or - for standard input; several make one list'],
  options: { strict: toggle(null, 'end with exit code 1 if there are warnings'), ...COMMON },
  help: `
Warnings go to standard output, one a line, for example about tags that the offline classifier knows nothing of.
Errors end with exit code 2, all of them told at once.

Examples:
  readme-tagger lint .github/tags.json
  readme-tagger lint company.yml team.yml --strict
`,
});

export const UNDO = command({
  name: 'undo',
  summary: 'Take back what a run of the action did to the topics',
  operands: ['<report>'],
  operandHelp: ['the report of that run, from its artifact, or - for standard input'],
  options: { dryRun: toggle(null, 'write nothing, and say what would be done'), ...COMMON },
  help: `
What people changed since stays. The result is one line of JSON: the topics {"before", "after"} and {"added", "removed"}.

GITHUB_TOKEN has to hold a token with the repository permission Administration: write; with --dry-run, any that can see the
repository, or none for a public one. GITHUB_API_URL or GH_HOST name another server.

Examples:
  gh run download 1234567890 --repo octocat/hello-world --name readme-tags
  readme-tagger undo readme-tags.json --dry-run
  GITHUB_TOKEN=$(gh auth token) readme-tagger undo readme-tags.json
`,
});

export const INIT = command({
  name: 'init',
  summary: 'Print a tags file to start from',
  operands: ['[owner/repo]'],
  operandHelp: ['a repository on GitHub whose present topics are put into the list'],
  options: COMMON,
  help: `
GITHUB_TOKEN is used to read from GitHub if it is set; GITHUB_API_URL or GH_HOST name another server.

Examples:
  readme-tagger init > .github/tags.json
  readme-tagger init octocat/hello-world > .github/tags.json
`,
});

export const COMMANDS: readonly Command[] = [CLASSIFY, EVALUATE, PROMPT, LINT, UNDO, INIT];

export type ClassifyFlags = Flags<typeof CLASSIFY.options>;
export type EvaluateFlags = Flags<typeof EVALUATE.options>;
export type PromptFlags = Flags<typeof PROMPT.options>;
export type LintFlags = Flags<typeof LINT.options>;
export type UndoFlags = Flags<typeof UNDO.options>;
/** What the commands that give tags share. */
export type ChoiceFlags = Flags<typeof CHOICE>;
/** What the commands that may ask a model share. */
export type ModelFlags = Flags<typeof ASKING> &
  Pick<ChoiceFlags, 'classifier' | 'minScore'> & { readonly compare?: true };

export const PROGRAM_SUMMARY =
  'Tags a repository from its README against a closed list of tags: offline, deterministic, no key needed.';

export const PROGRAM_HELP = `
Results go to standard output, everything else to standard error.
Exit codes: 0 done, 1 the work failed, 2 the call or an input file is wrong.

Examples:
  readme-tagger init > tags.json
  readme-tagger classify README.md --tags tags.json
  readme-tagger classify --help
`;
