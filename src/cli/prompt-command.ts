import { renderBody } from '../classify/llm/body.ts';
import { startDialect } from '../classify/llm/dialect.ts';
import { prepareQuestion, type Question } from '../classify/llm/question.ts';
import { estimateTokens } from '../classify/llm/token-estimate.ts';
import { createOfflineClassifier } from '../classify/offline/offline.ts';
import { renderCount } from '../count.ts';
import { UserError } from '../errors.ts';
import { renderRepositoryName } from '../model/repository.ts';
import { completeBody } from '../openai/endpoint.ts';
import { INPUTS } from '../settings.ts';
import { createChoiceOptions } from './choice-options.ts';
import type { PromptFlags } from './commands.ts';
import { findModelEndpoint, type ModelEndpoint } from './model-endpoint.ts';
import { toTerminalJson } from './plain-text.ts';
import { readReadmeInput } from './readme-input.ts';
import { note, type Shell } from './shell.ts';
import { readSubject } from './subject.ts';
import { readVocabulary } from './tags-files.ts';

/** Prints the body of the first request that the model-backed classifier would send, on one line, and sends nothing. */
export async function runPrompt(argument: string, flags: PromptFlags, shell: Shell): Promise<void> {
  const { baseUrl, model } = readEndpoint(flags, shell);
  const vocabulary = await readVocabulary(flags.tags, shell);
  const choice = createChoiceOptions(flags, vocabulary);
  const input = await readReadmeInput(argument, shell);
  const description = flags.description ?? input.description;
  const repository = flags.repo ?? input.repository;
  const { document, warnings } = readSubject({
    ...input,
    repository: repository && renderRepositoryName(repository),
    description: description?.trim() ? description : null,
  });
  for (const { message } of warnings) note(shell, message);
  const question = prepareQuestion({
    vocabulary,
    offline: createOfflineClassifier(vocabulary),
    document,
    choice,
    shortlist: flags.shortlist ?? INPUTS.shortlist.unset,
    readmeTokens: flags.readmeTokens ?? INPUTS.readmeTokens.unset,
  });
  if (question === null) {
    note(shell, 'Nothing would be sent: there is no text to classify, or no tag to choose from.');
    return;
  }
  const body = completeBody(renderBody(question.request, model, startDialect(baseUrl, model)), baseUrl);
  const json = shell.stdout.isTerminal ? toTerminalJson(body) : JSON.stringify(body);
  tellQuestion(question, json, vocabulary.tags.length, shell);
  shell.stdout.write(`${json}\n`);
}

function tellQuestion({ condensed, tags, isShortlisted }: Question, json: string, all: number, shell: Shell): void {
  const [total, readme] = [estimateTokens(json), condensed.tokens].map(renderCount);
  note(shell, `About ${total} tokens, ${readme} of them the README.`);
  for (const sentence of condensed.cut) note(shell, sentence);
  if (isShortlisted) {
    note(shell, `Of ${renderCount(all)} tags, the ${renderCount(tags.length)} that the offline ranking puts first.`);
  }
}

/** The endpoint as `classify --classifier llm` finds it, but for the key, which is no part of the body. */
function readEndpoint(flags: PromptFlags, shell: Shell): ModelEndpoint {
  const endpoint = findModelEndpoint(flags, shell, false);
  const { problems, notices } = endpoint;
  if (problems.length > 0) throw new UserError('input', problems, { headline: `${problems.length} things to mend:` });
  for (const notice of notices) note(shell, notice);
  return endpoint;
}
