import { UserError } from '../errors.ts';
import type { RepositoryName } from '../model/repository.ts';
import type { TopicsMemory, TopicsPlan } from '../model/topics.ts';
import type { TopicsStore } from '../ports.ts';
import { normalizeTopics } from '../topics/ownership.ts';
import type { Attempted } from '../topics/plan.ts';
import { addAttempt, recordUnwritten, recordWritten } from './topics-record.ts';

/** Reading, planning and writing again help against a passing trouble, and against people who change topics at the same time. */
const maxRounds = 3;

export type TopicsWriter = {
  readonly topics: TopicsStore;
  readonly repository: RepositoryName;
  readonly memory: TopicsMemory | null;
  /** Plans for the topics that are there, after attempts whose outcome is not known. */
  readonly planFor: (present: readonly string[], attempted: Attempted) => TopicsPlan;
};

export type WrittenTopics = {
  readonly outcome: 'written' | 'unchanged' | 'failed';
  /** Null where not even the first reading worked. */
  readonly plan: TopicsPlan | null;
  /** As last read; null where that did not work. */
  readonly present: readonly string[] | null;
  /** Why it failed. */
  readonly error: UserError | null;
  /** Whether the topics were read after the last write. */
  readonly isConfirmed: boolean;
};

/** What is known while writing. */
type State = {
  /** The topics before the first write. */
  first: readonly string[] | null;
  last: TopicsPlan | null;
  /** As last read; null where an attempt since may have changed them. */
  present: readonly string[] | null;
  /** Plans that were written, or may have been. */
  readonly plans: TopicsPlan[];
  attempted: Attempted;
};

/**
 * Makes the topics what is planned: reads them, plans, and writes at once, so that what people change in between is as little as
 * can be (the API replaces the whole set and knows no precondition). A write whose outcome is not known is never repeated
 * before the topics were looked at again. Afterwards they are read once more.
 */
export async function writeTopics(writer: TopicsWriter): Promise<WrittenTopics> {
  const { topics, repository } = writer;
  const state: State = { first: null, last: null, present: null, plans: [], attempted: { added: [], removed: [] } };
  let problem: UserError | null = null;
  for (let round = 0; round <= maxRounds; round++) {
    const plan = await attempt(() => look(writer, state));
    // After an attempt, why that failed says more than why looking again did.
    if (plan instanceof UserError) return fail(state, writer, problem ?? plan);
    if (isEmpty(plan)) return finish(state, writer, plan, plan.before);
    // The last look is only to see whether the last attempt worked all the same.
    if (round === maxRounds) break;
    const outcome = await attempt(() => topics.replace(repository, plan.after));
    if (outcome instanceof UserError) return fail(state, writer, outcome);
    if (outcome.kind === 'again') problem = outcome.error;
    if (outcome.kind === 'again' && isRefusal(outcome.error)) continue;
    state.plans.push(plan);
    state.attempted = addAttempt(state.attempted, plan);
    state.present = null;
    if (outcome.kind === 'done') {
      const after = await attempt(() => topics.read(repository));
      const isConfirmed = !(after instanceof UserError);
      return finish(state, writer, plan, isConfirmed ? normalizeTopics(after) : plan.after, isConfirmed);
    }
  }
  return fail(state, writer, problem);
}

async function look({ topics, repository, planFor }: TopicsWriter, state: State): Promise<TopicsPlan> {
  const present = await topics.read(repository);
  const plan = planFor(present, state.attempted);
  state.first ??= plan.before;
  state.present = plan.before;
  state.last = plan;
  return plan;
}

function finish(
  { first, plans }: State,
  { memory }: TopicsWriter,
  last: TopicsPlan,
  after: readonly string[],
  isConfirmed = true,
): WrittenTopics {
  const plan = plans.length === 0 ? last : recordWritten({ before: first ?? after, after, plans, last }, memory);
  return { outcome: isEmpty(plan) ? 'unchanged' : 'written', plan, present: after, error: null, isConfirmed };
}

function fail({ present, last, attempted }: State, { memory }: TopicsWriter, error: UserError | null): WrittenTopics {
  // What was tried is ours only where it was seen afterwards.
  const seen = { added: present === null ? [] : attempted.added, present: present ?? last?.before ?? [] };
  const plan = last && recordUnwritten(last, memory, seen);
  return { outcome: 'failed', plan, present, error, isConfirmed: present !== null };
}

function isEmpty({ added, removed }: TopicsPlan): boolean {
  return added.length === 0 && removed.length === 0;
}

/** Whether GitHub said that it did not do it: then nothing of it is ours. */
function isRefusal({ code }: UserError): boolean {
  return code === 'github/rate-limit' || code === 'github/conflict';
}

async function attempt<Value>(work: () => Promise<Value>): Promise<Value | UserError> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
}
