import { dirname, resolve } from 'node:path';
import { renderCount } from '../count.ts';
import { type Problem, UserError } from '../errors.ts';
import { type GoldRecord, listNames, parseGold, resolveLabels } from '../evaluate/gold.ts';
import { type Metrics, measurePredictions } from '../evaluate/metrics.ts';
import type { Prediction, ScoredName } from '../evaluate/outcome.ts';
import { findSlices, SLICES, type Slice } from '../evaluate/slices.ts';
import type { ChoiceOptions, ClassifierIdentity, ScoredTag } from '../model/classification.ts';
import type { Usage } from '../model/llm.ts';
import type { Tag, Vocabulary } from '../model/vocabulary.ts';
import { makeResult } from '../report/result.ts';
import { type CallClassifier, endsAllWork, tellSpent } from './call-classifier.ts';
import { createChoiceOptions } from './choice-options.ts';
import { createCallClassifier } from './classifier-choice.ts';
import type { EvaluateFlags } from './commands.ts';
import { mapInOrder } from './in-order.ts';
import { readInputFile, readStandardInput } from './input-file.ts';
import { readLocalReadme } from './local-readme.ts';
import { choiceToJson, metricsToJson, round } from './metrics-json.ts';
import { renderComparison, renderMetrics } from './metrics-table.ts';
import { checkOutputFile, writeOutputFile } from './output-file.ts';
import { toTerminalJson } from './plain-text.ts';
import { createProgress, NO_PROGRESS } from './progress.ts';
import { type Shell, warn } from './shell.ts';
import { readSubject } from './subject.ts';
import { readVocabulary } from './tags-files.ts';
import { giveNoneUnanswered, tellUnanswered } from './unanswered.ts';

const MAX_GOLD_BYTES = 512 * 1024 * 1024;
/** Names of the ranking that predictions hold; `recall@n` looks no further. */
const RANKED_NAMES = 100;

type Evaluated = {
  readonly record: GoldRecord;
  readonly prediction: Prediction;
  readonly slices: readonly Slice[];
  /** Line of the predictions file. */
  readonly line: string;
  /** Why a model was of no use, and no tag was given; null where it answered. */
  readonly unanswered: UserError | null;
};

/** Measures the classifier on labelled READMEs: figures as JSON on standard output, as tables on standard error. */
export async function runEvaluate(gold: string, flags: EvaluateFlags, shell: Shell): Promise<void> {
  const vocabulary = await readVocabulary(flags.tags, shell);
  const options = createChoiceOptions(flags, vocabulary);
  const name = gold === '-' ? 'standard input' : gold;
  const { records, unknown } = resolveLabels(parseGold(await readGold(gold), name), vocabulary, name);
  if (unknown.length > 0) {
    warn(
      shell,
      `${renderCount(unknown.length)} labels of ${name} are no tags of ${vocabulary.source} and count as missed: ${listNames(unknown)}.`,
    );
  }
  if (flags.predictions !== undefined) checkOutputFile(flags.predictions, 'predictions', [gold, ...(flags.tags ?? [])]);

  const classifier = await createCallClassifier(vocabulary, flags, shell);
  const folder = gold === '-' ? '.' : dirname(gold);
  const evaluated = await evaluateRecords(records, folder, name, classifier, options, shell);
  const unanswered = evaluated.flatMap(({ record: { line }, unanswered: error }) =>
    error === null ? [] : [{ line, error }],
  );
  tellUnanswered(unanswered, evaluated.length, name, shell);
  if (flags.predictions !== undefined) {
    const text = evaluated.map(({ line }) => `${line}\n`).join('');
    writeOutputFile(flags.predictions, text, 'predictions');
  }

  const whole = measure(evaluated);
  const slices = SLICES.map((slice) => ({
    slice,
    metrics: measure(evaluated.filter((one) => one.slices.includes(slice))),
  }));
  const summary = {
    gold: name,
    vocabulary,
    options,
    identity: classifier.identity,
    whole,
    slices,
    usage: classifier.usage(),
    unanswered: unanswered.length,
  };
  if (!shell.isQuiet) shell.stderr.write(renderTables(summary));
  shell.stdout.write(`${JSON.stringify(toJson(summary), null, 2)}\n`);
}

async function readGold(gold: string): Promise<string> {
  const bytes =
    gold === '-'
      ? await readStandardInput('gold file', MAX_GOLD_BYTES)
      : readInputFile(gold, 'gold file', MAX_GOLD_BYTES);
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}

/**
 * @throws UserError with every README that cannot be read or that a model could not be asked about; at once for what would fail
 * for all.
 */
async function evaluateRecords(
  records: readonly GoldRecord[],
  folder: string,
  file: string,
  classifier: CallClassifier,
  options: ChoiceOptions,
  shell: Shell,
): Promise<readonly Evaluated[]> {
  const hasProgress = shell.stderr.isTerminal && !shell.isQuiet;
  const progress = hasProgress
    ? createProgress(shell.stderr, 'READMEs', () => performance.now(), classifier.tellUsage)
    : NO_PROGRESS;
  const problems: Problem[] = [];
  const evaluated: Evaluated[] = [];
  const evaluateEach = async (record: GoldRecord): Promise<Evaluated | readonly Problem[]> => {
    try {
      return await evaluateRecord(record, folder, classifier, options);
    } catch (error) {
      if (!(error instanceof UserError) || endsAllWork(error)) throw error;
      const place = { file, line: record.line };
      return error.problems.map(({ code, message }) => ({ code, message, place }));
    }
  };
  try {
    for await (const outcome of mapInOrder(records, classifier.concurrency, evaluateEach)) {
      if ('record' in outcome) evaluated.push(outcome);
      else problems.push(...outcome);
      progress.update(evaluated.length, problems.length, (evaluated.length + problems.length) / records.length);
    }
  } finally {
    progress.clear();
    tellSpent(classifier, shell);
  }
  if (problems.length > 0) {
    const kind = problems.some(({ code }) => code.startsWith('llm/')) ? 'work' : 'input';
    throw new UserError(kind, problems, { headline: `${problems.length} READMEs of ${file} cannot be classified:` });
  }
  return evaluated;
}

async function evaluateRecord(
  record: GoldRecord,
  folder: string,
  classifier: CallClassifier,
  options: ChoiceOptions,
): Promise<Evaluated> {
  const { repo: repository, readmePath: path, description } = record;
  const bytes = readBytes(record, folder);
  const { document } = readSubject({ bytes, totalBytes: bytes.length, path, repository, description });
  const { tags, unanswered } = await giveNoneUnanswered(() => classifier.classify(document, options));
  const ranking = rankAfter(tags, classifier.offline.rank(document, RANKED_NAMES), classifier.identity);
  const prediction: Prediction = {
    id: record.id,
    tags: tags.map(({ tag, score }) => ({ name: tag.name, score })),
    ranking,
  };
  const line = toTerminalJson({ ...makeResult(record.id, tags), ranking: ranking.map(({ name }) => name) });
  return { record, prediction, slices: findSlices(document, description), line, unanswered };
}

/** A model ranks no more than it names: what the offline classifier ranks best stands behind that. */
function rankAfter(
  given: readonly ScoredTag[],
  offline: readonly { readonly tag: Tag; readonly score: number }[],
  { kind }: ClassifierIdentity,
): readonly ScoredName[] {
  const toName = ({ tag, score }: { tag: Tag; score: number | null }): ScoredName => ({ name: tag.name, score });
  if (kind === 'offline') return offline.map(toName);
  const named = new Set(given.map(({ tag }) => tag));
  const rest = offline.filter(({ tag }) => !named.has(tag)).map(({ tag }) => ({ tag, score: null }));
  return [...given, ...rest].slice(0, RANKED_NAMES).map(toName);
}

function readBytes({ readme }: GoldRecord, folder: string): Uint8Array {
  if ('text' in readme) return Buffer.from(readme.text);
  const file = readLocalReadme(resolve(folder, readme.path));
  if (file) return file.bytes;
  throw new UserError('input', {
    code: 'readme/not-found',
    message: `there is no README ${JSON.stringify(readme.path)}; the path is relative to the folder of the gold file.`,
  });
}

function measure(evaluated: readonly Evaluated[]): Metrics {
  return measurePredictions(
    evaluated.map(({ record }) => record),
    evaluated.map(({ prediction }) => prediction),
  );
}

type Summary = {
  readonly gold: string;
  readonly vocabulary: Vocabulary;
  readonly options: ChoiceOptions;
  readonly identity: ClassifierIdentity;
  readonly whole: Metrics;
  readonly slices: readonly { readonly slice: Slice; readonly metrics: Metrics }[];
  /** Null where no model was asked. */
  readonly usage: Usage | null;
  /** READMEs that the model gave no usable answer for. */
  readonly unanswered: number;
};

function renderTables({ vocabulary, options, identity, whole, slices }: Summary): string {
  const given = whole.given === null ? '–' : whole.given.toFixed(2);
  const readmes = whole.readmes === 1 ? '1 README' : `${renderCount(whole.readmes)} READMEs`;
  const head = `${readmes} against ${renderCount(vocabulary.tags.length)} tags, at most ${options.maxTags} each (${given} given on average), ${identity.model} ${identity.version}`;
  const rows = [
    { name: 'this classifier', readmes: whole.readmes, metrics: whole },
    ...whole.always.map((metrics) => ({ name: `always ${metrics.n}`, readmes: whole.readmes, metrics })),
    ...slices
      .filter(({ metrics }) => metrics.readmes > 0)
      .map(({ slice, metrics }) => ({ name: slice, readmes: metrics.readmes, metrics })),
  ];
  const legend =
    identity.kind === 'llm'
      ? '\nalways 1 to 3: tags of the model, filled up with what the offline classifier ranks best.\n'
      : '';
  return `${head}\n\n${renderMetrics(whole)}\n${renderComparison(rows)}${legend}`;
}

function toJson({ gold, vocabulary, options, identity, whole, slices, usage, unanswered }: Summary): unknown {
  return {
    gold,
    vocabulary: { source: vocabulary.source, sha256: vocabulary.sha256, tags: vocabulary.tags.length },
    classifier: identity,
    maxTags: options.maxTags,
    minScore: options.minScore,
    readmes: whole.readmes,
    given: round(whole.given),
    metrics: metricsToJson(whole),
    always: Object.fromEntries(whole.always.map((metrics) => [String(metrics.n), choiceToJson(metrics)])),
    slices: Object.fromEntries(
      slices
        .filter(({ metrics }) => metrics.readmes > 0)
        .map(({ slice, metrics }) => [slice, { readmes: metrics.readmes, metrics: metricsToJson(metrics) }]),
    ),
    ...(usage && { usage, unanswered }),
  };
}
