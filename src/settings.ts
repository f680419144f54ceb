import { type Problem, UserError } from './errors.ts';
import type { ChoiceOptions } from './model/classification.ts';
import { TOPICS_MODES } from './model/topics.ts';
import { findContradictions, INPUT_WORDING } from './settings/choice.ts';
import { checkLlmChoice } from './settings/llm-choice.ts';
import { baseUrl, CLASSIFIER_CHOICES, LLM_ERROR_MODES, modelName, UNSUPPORTED_MODES } from './settings/llm-values.ts';
import {
  boolean,
  choices,
  fileName,
  fraction,
  names,
  oneOf,
  type Parser,
  path,
  price,
  ref,
  repository,
  secret,
  tagsFiles,
  text,
  wholeNumber,
} from './settings/values.ts';
import { renderSuggestion, suggest } from './suggestion.ts';

/** One input of the action. action.yml, the README's table and the parser are made from it. */
export type Input<Value> = {
  readonly name: string;
  /** Markdown, one paragraph. */
  readonly description: string;
  /** As it stands in action.yml; null where an input that is not set has no value. */
  readonly default: string | null;
  /** What the README says in place of a default that is null. */
  readonly defaultNote: string | null;
  readonly isSecret: boolean;
  readonly parse: Parser<Value>;
  /** The value of an input that is not set and has no default. */
  readonly unset: Value | null;
};

type Common = { readonly name: string; readonly description: string };

function withDefault<Value>(
  input: Common & { default: string; parse: Parser<Value> },
): Input<Value> & { unset: Value } {
  const parsed = input.parse(input.default);
  if (!parsed.ok) throw new Error(`The default of ${input.name} does not parse: ${parsed.problems.join(' ')}`);
  return { isSecret: false, defaultNote: null, ...input, unset: parsed.value };
}

/** Its default is an expression of the workflow, which is never used as a value. One that is absent, as on a fork, is empty and never an error. */
function secretInput(
  input: Common & { default: string | null; parse: Parser<string> },
): Input<string> & { unset: string } {
  return { isSecret: true, defaultNote: input.default === null ? 'none' : null, ...input, unset: '' };
}

function optional<Value, Unset extends Value | null>(
  input: Common & { defaultNote: string; unset: Unset; parse: Parser<Value> },
): Input<Value> & { unset: Unset } {
  return { isSecret: false, default: null, ...input };
}

export type Sink = 'artifact' | 'summary' | 'topics' | 'comment';

const SINKS: readonly Sink[] = ['artifact', 'summary', 'topics', 'comment'];

export const DEFAULT_TAGS_FILE = '.github/tags.json';
export const DEFAULT_ARTIFACT_NAME = 'readme-tags';

/** The smallest of OpenAI's present models: a README costs some hundredths of a cent. */
export const DEFAULT_MODEL = 'gpt-6-luna';

export const INPUTS = {
  tagsFiles: withDefault({
    name: 'tags-file',
    default: DEFAULT_TAGS_FILE,
    description:
      'The closed list of tags: JSON, YAML, CSV or text. A path in the repository that the workflow belongs to, read through the API at the tip of its default branch; `./path` reads the checkout, `owner/repo:path@ref` another repository. Several files, one a line, make one list. Where the default is missing, a built-in starter list is used.',
    parse: tagsFiles(),
  }),
  maxTags: withDefault({
    name: 'max-tags',
    default: '3',
    description: 'The most tags that are given, 1 to 20.',
    parse: wholeNumber(1, 20),
  }),
  minScore: optional({
    name: 'min-score',
    defaultNote: "the classifier's own",
    unset: null,
    description: 'The score a tag needs to be given by the offline classifier, 0 to 1; a model gives no scores.',
    parse: fraction(),
  }),
  excludeTags: optional({
    name: 'exclude-tags',
    defaultNote: 'none',
    unset: [],
    description:
      'Names of tags that are never given in this repository, apart by commas or line breaks. A name with a comma is written in double quotes.',
    parse: names(),
  }),
  pinTags: optional({
    name: 'pin-tags',
    defaultNote: 'none',
    unset: [],
    description:
      'Names of tags that are always given in this repository, written like `exclude-tags`. They count towards `max-tags`.',
    parse: names(),
  }),
  id: optional({
    name: 'id',
    defaultNote: "the repository's numeric id",
    unset: null,
    description: 'The `id` of the result.',
    parse: text(200),
  }),
  repository: optional({
    name: 'repository',
    defaultNote: 'this repository',
    unset: null,
    description: 'The repository to read, as `owner/name`.',
    parse: repository(),
  }),
  ref: optional({
    name: 'ref',
    defaultNote: 'depends on the event',
    unset: null,
    description:
      'The branch, tag or commit to read. Without it: on a push to another branch the pushed commit, on pull-request events the head commit, otherwise the newest commit of the default branch.',
    parse: ref(),
  }),
  readmePath: optional({
    name: 'readme-path',
    defaultNote: 'the README that GitHub shows',
    unset: null,
    description: 'The README to read. A folder means the README in it.',
    parse: path(),
  }),
  classifier: withDefault({
    name: 'classifier',
    default: 'auto',
    description:
      '`offline`: the built-in one, which sends nothing anywhere; `llm`: a model behind an OpenAI-compatible endpoint; `auto`: `llm` where `api-key` is set, otherwise `offline`.',
    parse: oneOf(CLASSIFIER_CHOICES),
  }),
  apiKey: secretInput({
    name: 'api-key',
    default: null,
    description:
      "The key of the model's endpoint, from a secret. Servers of your own that ask for none need none: set `classifier: llm` and `base-url`.",
    parse: secret(4000, 'a key'),
  }),
  baseUrl: optional({
    name: 'base-url',
    defaultNote: "OpenAI's",
    unset: null,
    description:
      'The address of an OpenAI-compatible endpoint, up to what stands before `/chat/completions`, such as `http://localhost:11434/v1`. With it, `model` is required.',
    parse: baseUrl(),
  }),
  model: optional({
    name: 'model',
    defaultNote: DEFAULT_MODEL,
    unset: null,
    description: 'The model to ask, by the name that its endpoint has for it.',
    parse: modelName(),
  }),
  shortlist: withDefault({
    name: 'shortlist',
    default: '200',
    description:
      'The most tags that a model is sent, 20 to 10000. Of a longer list the offline classifier picks so many for each README.',
    parse: wholeNumber(20, 10_000),
  }),
  readmeTokens: withDefault({
    name: 'readme-tokens',
    default: '900',
    description:
      'About how many tokens of the README a model is sent, 200 to 20000: the parts that say what it is, and of a short one everything.',
    parse: wholeNumber(200, 20_000),
  }),
  maxTokensPerRun: optional({
    name: 'max-tokens-per-run',
    defaultNote: 'no limit',
    unset: null,
    description:
      'The most tokens that a run may use, sent and received, from 1000. A request that could go beyond is not sent, and `on-llm-error` says what follows.',
    parse: wholeNumber(1000, 999_999_999),
  }),
  priceInput: optional({
    name: 'price-input',
    defaultNote: 'none',
    unset: null,
    description:
      'What a million tokens cost that are sent, in any currency, to have the cost of a run in summary and report. Needs `price-output`.',
    parse: price(),
  }),
  priceOutput: optional({
    name: 'price-output',
    defaultNote: 'none',
    unset: null,
    description: 'What a million tokens cost that are received, in the same currency.',
    parse: price(),
  }),
  llmUnsupported: withDefault({
    name: 'llm-unsupported',
    default: 'hold',
    description:
      'What becomes of a tag that a model names with no quote that is in the README, and that nothing there speaks for: `hold` keeps it back, and the summary says so; `give` gives it.',
    parse: oneOf(UNSUPPORTED_MODES),
  }),
  onLlmError: withDefault({
    name: 'on-llm-error',
    default: 'fail',
    description:
      'What follows where a model does not answer: `fail`; `offline`: the offline classifier answers, and summary and report say so; `keep`: nothing is published, a warning says why, and the step succeeds. In all three topics and comments stay as they are.',
    parse: oneOf(LLM_ERROR_MODES),
  }),
  publish: withDefault({
    name: 'publish',
    default: 'artifact, summary',
    description:
      'Where the result goes: any of `artifact`, `summary`, `topics` (the topics of the repository) and `comment` (on the pull request). What does not fit the event is skipped with a notice. The outputs and the report file are made in any case.',
    parse: choices(SINKS),
  }),
  artifactName: withDefault({
    name: 'artifact-name',
    default: DEFAULT_ARTIFACT_NAME,
    description:
      'The name of the artifact and, with `.json` behind it, of the report file; it also keeps memory and comments of several steps apart. Two steps in one run need two names; on pull-request events the artifact is `<artifact-name>-pr-<number>`.',
    parse: fileName(),
  }),
  topicsMode: withDefault({
    name: 'topics-mode',
    default: 'merge',
    description:
      '`merge`: add what fits and remove only topics that this action had set; `add`: never remove; `managed`: topics that are in the tags file follow the result, all others stay.',
    parse: oneOf(TOPICS_MODES),
  }),
  token: secretInput({
    name: 'token',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of the workflow language
    default: '${{ github.token }}',
    description:
      'The token that reads repository, README, tags file and earlier reports, and writes comments. It needs `contents: read`, for topics and to ask a model only where something changed `actions: read`, for comments `pull-requests: write` and, for another private repository, to be a token that can see it.',
    parse: secret(4000),
  }),
  topicsToken: secretInput({
    name: 'topics-token',
    default: null,
    description:
      'A token that may set topics: a fine-grained one with Administration: write, or that of a GitHub App. The workflow token never can. Needed where `publish` holds `topics`, but for pull requests and dry runs.',
    parse: secret(4000),
  }),
  dryRun: withDefault({
    name: 'dry-run',
    default: 'false',
    description: 'Leave topics and comments alone; artifact and summary are made and say what would have been done.',
    parse: boolean(),
  }),
  force: withDefault({
    name: 'force',
    default: 'false',
    description: 'Classify again even where nothing changed since the last run.',
    parse: boolean(),
  }),
};

type Value<Definition> = Definition extends { parse: Parser<infer Given>; unset: infer Unset } ? Given | Unset : never;

/** Everything the user chose, checked; made once at the edge. */
export type Settings = { readonly [Key in keyof typeof INPUTS]: Value<(typeof INPUTS)[Key]> };

export type ParsedSettings = {
  readonly settings: Settings;
  readonly warnings: readonly Problem[];
  /** What is set to no effect, as it may well be for a while. */
  readonly notices: readonly Problem[];
};

/**
 * Reads every input with `read`, which gives the empty string for an input that is not set. `given` are the names of all
 * inputs that the workflow passed, declared or not, in any case: one that is nearly a declared name is an error, any other
 * unknown one a warning (the runner warns too, and runs on).
 * @throws UserError with every problem of every input, codes `settings/<input>` and `settings/unknown-input`.
 */
export function parseSettings(read: (name: string) => string, given: readonly string[] = []): ParsedSettings {
  const problems: Problem[] = [];
  const values = new Map<string, unknown>();
  for (const [key, input] of Object.entries(INPUTS)) {
    const parsed = parseInput(input, read(input.name).trim());
    if (parsed.ok) values.set(key, parsed.value);
    else {
      for (const problem of parsed.problems) {
        problems.push({ code: `settings/${input.name}`, message: `Input "${input.name}" ${problem}` });
      }
    }
  }
  const unknown = checkNames(given);
  problems.push(...unknown.problems);
  // The entries come from the same table as the type, each parsed by its own parser.
  const settings = Object.fromEntries(values) as Settings;
  const llm = problems.length === 0 ? checkLlmChoice(settings) : null;
  if (llm !== null) problems.push(...findContradictions(choiceOf(settings), INPUT_WORDING), ...llm.problems);
  if (llm === null || problems.length > 0) {
    throw new UserError('input', problems, { headline: `${problems.length} inputs need attention:` });
  }
  return {
    settings: { ...settings, baseUrl: llm.baseUrl },
    warnings: [...unknown.warnings, ...llm.warnings],
    notices: llm.notices,
  };
}

function parseInput(input: Input<unknown>, given: string) {
  if (given !== '') return input.parse(given);
  return { ok: true, value: input.unset } as const;
}

/** What may be given, as far as the settings say. */
export function choiceOf({ maxTags, minScore, excludeTags, pinTags }: Settings): ChoiceOptions {
  return { maxTags, minScore, exclude: excludeTags, pin: pinTags };
}

function checkNames(given: readonly string[]): { problems: Problem[]; warnings: Problem[] } {
  const declared = Object.values(INPUTS).map((input) => input.name);
  const unknown = given.map((name) => name.toLowerCase()).filter((name) => !declared.includes(name));
  // Every two letters are near some other two.
  const isSlip = (name: string) => name.length > 3 && suggest(name, declared) !== null;
  const toProblem = (name: string): Problem => ({
    code: 'settings/unknown-input',
    message: `${JSON.stringify(name)} is not an input of this version${isSlip(name) ? renderSuggestion(name, declared) : `; it is ignored. The inputs are ${declared.join(', ')}.`}`,
  });
  return {
    problems: unknown.filter(isSlip).map(toProblem),
    warnings: unknown.filter((name) => !isSlip(name)).map(toProblem),
  };
}
