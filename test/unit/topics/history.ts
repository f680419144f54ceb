import fc from 'fast-check';
import type { ChangePart, TopicsMemory, TopicsMode, TopicsPlan } from '../../../src/model/topics.ts';
import type { Tag } from '../../../src/model/vocabulary.ts';
import { recordUnwritten, recordWritten } from '../../../src/run/topics-record.ts';
import { type GivenTopic, type PlanInput, planTopics, type ScoredTopic } from '../../../src/topics/plan.ts';
import { tag } from './plan-input.ts';

/*
 * A small world in which runs of the action and people take turns: what happens is drawn at random, what is true of it is
 * kept apart from what the action remembers, and every run is handed to the property under test.
 */

const NAMES = Array.from({ length: 24 }, (_, number) => `t${number}`);
const FOREIGN = Array.from({ length: 20 }, (_, number) => `p${number}`);
const DEFAULT_THRESHOLD = 0.4;

/** What makes up a classification. Every part has a number that is new whenever the part is: its digest. */
type World = {
  scores: readonly number[];
  /** Whether a model judges: then scores are its support, and it picks by itself. */
  isModel: boolean;
  drift: readonly number[];
  tags: readonly Tag[];
  isEmpty: boolean;
  maxTags: number;
  minScore: number | null;
  exclude: readonly string[];
  pin: readonly string[];
  mode: TopicsMode | null;
};

export type Outcome =
  | 'written'
  /** GitHub says no: the report says so. */
  | 'refused'
  /** Written, but the run dies before its report is kept. */
  | 'crashed'
  /** The answer was lost, the topics were set; a second round finds them so. */
  | 'answer-lost'
  /** The answer was lost, nothing was set; a second round sets them. */
  | 'request-lost'
  | 'dry';

export type Step =
  | { readonly kind: 'run'; readonly isByHand: boolean; readonly outcome: Outcome; readonly losesMemory: boolean }
  | { readonly kind: 'readme'; readonly scores: readonly number[]; readonly isEmpty: boolean }
  | { readonly kind: 'jitter'; readonly by: readonly number[] }
  | { readonly kind: 'description' }
  | { readonly kind: 'classifier'; readonly drift: readonly number[]; readonly isModel: boolean }
  | { readonly kind: 'tags'; readonly tags: readonly Tag[] }
  | { readonly kind: 'settings'; readonly settings: Pick<World, 'maxTags' | 'minScore' | 'exclude' | 'pin'> }
  | { readonly kind: 'mode'; readonly mode: TopicsMode | null }
  | { readonly kind: 'people-add'; readonly topic: string }
  | { readonly kind: 'people-fill'; readonly upTo: number }
  | { readonly kind: 'people-remove'; readonly at: number }
  | { readonly kind: 'people-refuse'; readonly at: number };

/** One run, as a property sees it. */
export type Run = {
  readonly input: PlanInput;
  readonly plan: TopicsPlan;
  readonly outcome: Outcome;
  /** Topics that the action set, whatever it remembers, as far as people did not set them anew. */
  readonly setByAction: ReadonlySet<string>;
  /** Topics of the action that people took away, as far as nothing has allowed them again. */
  readonly refusedByPeople: ReadonlySet<string>;
  /** The input of a run right after this one was carried out. */
  readonly next: PlanInput;
  /** Topics before and after the last run that was carried out, with what it says that it changed, if there was one. */
  readonly lastWritten: { readonly record: TopicsPlan; readonly before: readonly string[] } | null;
};

export type History = { readonly world: World; readonly topics: readonly string[]; readonly steps: readonly Step[] };

const oneTopic = fc.constantFrom(...NAMES, ...FOREIGN);
const score = fc.oneof(
  { weight: 3, arbitrary: fc.double({ min: 0, max: 1, noNaN: true }) },
  { weight: 2, arbitrary: fc.constantFrom(0.1, 0.28, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1) },
);
const scores = fc.array(score, { minLength: NAMES.length, maxLength: NAMES.length });
const drift = fc.array(fc.double({ min: -0.6, max: 0.6, noNaN: true }), {
  minLength: NAMES.length,
  maxLength: NAMES.length,
});
const mode = fc.constantFrom<TopicsMode | null>('merge', 'merge', 'merge', 'add', 'managed', null);

/** Most tags are plain; a replaced one names a tag that is not replaced, as a checked vocabulary has it. */
const tags = fc
  .array(
    fc.record({
      isThere: fc.constantFrom(true, true, true, false),
      kind: fc.constantFrom('plain', 'plain', 'plain', 'plain', 'manual', 'replaced'),
      group: fc.constantFrom(null, null, null, 'x', 'y'),
      minScore: fc.constantFrom(null, null, null, 0.1, 0.6, 0.9),
      heir: fc.nat({ max: NAMES.length - 1 }),
      hasTopic: fc.boolean(),
    }),
    { minLength: NAMES.length, maxLength: NAMES.length },
  )
  .map((entries) => {
    const isHeir = (at: number) => entries[at]?.isThere === true && entries[at].kind !== 'replaced';
    return entries.flatMap(({ isThere, kind, group, minScore, heir, hasTopic }, at): Tag[] => {
      const name = NAMES[at] ?? '';
      if (!isThere) return [];
      const replacedBy = kind === 'replaced' && isHeir(heir) ? (NAMES[heir] ?? null) : null;
      if (kind === 'replaced' && replacedBy === null) return [];
      const topic = hasTopic || at > 2 ? name : null;
      return [tag(name, { topic, group, minScore, manual: kind === 'manual', replacedBy })];
    });
  })
  .map((list) =>
    list.map((each) => ({
      ...each,
      aliases: list.filter(({ replacedBy }) => replacedBy === each.name).map(({ name }) => name),
    })),
  );

const settings = fc
  .record({
    maxTags: fc.constantFrom(1, 2, 3, 3, 5, 5, 20),
    minScore: fc.constantFrom(null, null, null, 0.2, 0.7),
    exclude: fc.uniqueArray(fc.constantFrom(...NAMES), { maxLength: 3 }),
    pin: fc.uniqueArray(fc.constantFrom(...NAMES), { maxLength: 2 }),
  })
  .map((each) => ({ ...each, pin: each.pin.filter((name) => !each.exclude.includes(name)).slice(0, each.maxTags) }));

const outcome = fc.constantFrom<Outcome>(
  ...(['written', 'written', 'written', 'written', 'written'] as const),
  ...(['refused', 'crashed', 'answer-lost', 'request-lost', 'dry'] as const),
);
const run = fc.record({
  kind: fc.constant('run' as const),
  isByHand: fc.constantFrom(false, false, false, true),
  outcome,
  losesMemory: fc.constantFrom(...Array.from({ length: 9 }, () => false), true),
});

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 14, arbitrary: run },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('readme' as const),
      scores,
      isEmpty: fc.constantFrom(false, false, false, false, true),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('jitter' as const), by: drift }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('description' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('classifier' as const), drift, isModel: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('tags' as const), tags }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('settings' as const), settings }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('people-add' as const), topic: oneTopic }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('people-remove' as const), at: fc.nat({ max: 19 }) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('people-refuse' as const), at: fc.nat({ max: 19 }) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('people-fill' as const), upTo: fc.integer({ min: 15, max: 20 }) }),
  },
);

export type HistoryOptions = {
  /** Modes that the history may be in; without it, it may also change on the way. */
  readonly modes?: readonly (TopicsMode | null)[];
  /** Kinds of steps that do not occur. */
  readonly without?: readonly Step['kind'][];
};

export function histories({ modes, without = [] }: HistoryOptions = {}): fc.Arbitrary<History> {
  const modeOf = modes === undefined ? mode : fc.constantFrom(...modes);
  const steps =
    modes === undefined
      ? fc.oneof(
          { weight: 20, arbitrary: step },
          { weight: 1, arbitrary: fc.record({ kind: fc.constant('mode' as const), mode }) },
        )
      : step;
  return fc.record({
    world: fc
      .record({ scores, tags, settings, mode: modeOf, isModel: fc.constantFrom(false, false, true) })
      .map(({ settings, ...rest }) => ({ ...rest, ...settings, drift: NAMES.map(() => 0), isEmpty: false })),
    topics: fc.uniqueArray(oneTopic, { maxLength: 20 }),
    steps: fc.array(
      steps.filter(({ kind }) => !without.includes(kind)),
      { minLength: 4, maxLength: 40, size: 'max' },
    ),
  });
}

/** Lets a history happen, with one more run at its end, and shows every run to `look`. */
export function live({ world: first, topics: firstTopics, steps }: History, look: (run: Run) => void): void {
  let world = first;
  let topics: readonly string[] = firstTopics;
  let memory: (TopicsMemory & { digests: Digests }) | null = null;
  let lastWritten: Run['lastWritten'] = null;
  const digests: Digests = { readme: 0, description: 0, vocabulary: 0, settings: 0, classifier: 0 };
  const setByAction = new Set<string>();
  const refused = new Map<string, { readme: number; vocabulary: number } | null>();

  const lastRun: Step = { kind: 'run', isByHand: false, outcome: 'written', losesMemory: false };
  for (const step of [...steps, lastRun]) {
    switch (step.kind) {
      case 'readme':
        world = { ...world, scores: step.scores, isEmpty: step.isEmpty };
        digests.readme += 1;
        break;
      case 'jitter':
        world = { ...world, scores: world.scores.map((each, at) => within01(each + (step.by[at] ?? 0) / 4)) };
        digests.readme += 1;
        break;
      case 'description':
        digests.description += 1;
        break;
      case 'classifier':
        world = { ...world, drift: step.drift, isModel: step.isModel };
        digests.classifier += 1;
        break;
      case 'tags':
        world = { ...world, tags: step.tags };
        digests.vocabulary += 1;
        break;
      case 'settings':
        world = { ...world, ...step.settings };
        digests.settings += 1;
        break;
      case 'mode':
        world = { ...world, mode: step.mode };
        digests.settings += 1;
        break;
      case 'people-add':
        if (topics.length < 20 && !topics.includes(step.topic)) {
          topics = [...topics, step.topic];
          refused.delete(step.topic);
        }
        break;
      case 'people-fill':
        topics = [...topics, ...FOREIGN.filter((topic) => !topics.includes(topic))].slice(
          0,
          Math.max(step.upTo, topics.length),
        );
        break;
      case 'people-remove':
      case 'people-refuse': {
        const choice = step.kind === 'people-remove' ? topics : topics.filter((each) => setByAction.has(each));
        const topic = choice[step.at % choice.length];
        if (topic === undefined) break;
        topics = topics.filter((each) => each !== topic);
        if (memory?.ours.includes(topic)) refused.set(topic, null);
        break;
      }
      case 'run': {
        if (step.losesMemory) memory = null;
        if (memory === null || world.mode === 'managed') refused.clear();
        const remembered: (TopicsMemory & { digests: Digests }) | null = memory;
        const differing = remembered && differences(remembered.digests, digests);
        const base = { memory: remembered, differing, isByHand: step.isByHand };
        const input = inputOf(world, topics, base);
        const plan = planTopics(input);
        const isAllowed = (seen: { readme: number; vocabulary: number } | null) =>
          seen !== null && (seen.readme !== digests.readme || seen.vocabulary !== digests.vocabulary);
        const refusedByPeople = new Set([...refused].filter(([, seen]) => !isAllowed(seen)).map(([topic]) => topic));
        look({
          input,
          plan,
          outcome: step.outcome,
          setByAction: new Set(setByAction),
          refusedByPeople,
          next: inputOf(world, plan.after, {
            memory: plan,
            differing: new Set(),
            isByHand: step.isByHand,
          }),
          lastWritten,
        });

        const { record, live } = carryOut(world, base, plan, step.outcome);
        topics = live;
        // A pin overrules a refusal: the topic is there again.
        for (const topic of live) refused.delete(topic);
        for (const topic of record.added) if (live.includes(topic)) setByAction.add(topic);
        if (record.mode !== null && step.outcome !== 'dry' && step.outcome !== 'refused')
          lastWritten = { record, before: plan.before };
        if (step.outcome === 'dry' || step.outcome === 'crashed') break;
        memory = { ...record, digests: { ...digests } };
        // What a remembered run does not see is over: whoever sets such a topic from now on sets it anew.
        for (const topic of setByAction) if (!live.includes(topic)) setByAction.delete(topic);
        for (const [topic, seen] of refused) {
          if (seen === null) refused.set(topic, { readme: digests.readme, vocabulary: digests.vocabulary });
          else if (isAllowed(seen) && !world.isEmpty) refused.delete(topic);
        }
        break;
      }
    }
  }
}

type Digests = Record<ChangePart, number>;
type Remembered = Pick<PlanInput, 'memory' | 'differing' | 'isByHand'>;

function differences(before: Digests, now: Digests): ReadonlySet<ChangePart> {
  const parts: readonly ChangePart[] = ['readme', 'description', 'vocabulary', 'settings', 'classifier'];
  return new Set(parts.filter((part) => before[part] !== now[part]));
}

/** Writes as the action does, and says what its report would say and what stands on the repository then. */
function carryOut(
  world: World,
  base: Remembered,
  plan: TopicsPlan,
  outcome: Outcome,
): { record: TopicsPlan; live: readonly string[] } {
  const { memory } = base;
  if (plan.mode === null || outcome === 'refused' || outcome === 'dry') {
    return { record: recordUnwritten(plan, memory, { added: [], present: plan.before }), live: plan.before };
  }
  const isLost = outcome === 'answer-lost' || outcome === 'request-lost';
  const found = outcome === 'request-lost' ? plan.before : plan.after;
  const last = isLost ? planTopics({ ...inputOf(world, found, base), attempted: plan }) : plan;
  const plans = isLost ? [plan, last] : [plan];
  return { record: recordWritten({ before: plan.before, after: last.after, plans, last }, memory), live: last.after };
}

function inputOf(world: World, before: readonly string[], remembered: Remembered): PlanInput {
  const { tags, considered } = classify(world, before, remembered.memory);
  return {
    mode: world.mode,
    before,
    vocabulary: { tags: world.tags },
    tags,
    considered,
    exclude: world.exclude,
    maxTags: world.maxTags,
    untouched: world.isEmpty,
    ...remembered,
  };
}

/** As the classifiers do it: by threshold and group or by a model's own mind, then what is nearest, and whatever a plan asks after. */
function classify(
  { scores, drift, isModel, tags, minScore, maxTags, exclude, pin }: World,
  before: readonly string[],
  memory: TopicsMemory | null,
): { tags: readonly GivenTopic[]; considered: readonly ScoredTopic[] } {
  const names = (each: Tag) => [each.name, ...each.aliases];
  const isNamed = (each: Tag, list: readonly string[]) => names(each).some((name) => list.includes(name));
  const ranked = tags
    .filter(({ manual, replacedBy }) => !manual && replacedBy === null)
    .map((each) => {
      const at = NAMES.indexOf(each.name);
      const value = Math.round(within01((scores[at] ?? 0) + (drift[at] ?? 0)) * 10_000) / 10_000;
      const threshold = each.minScore ?? minScore ?? DEFAULT_THRESHOLD;
      // A model's mind is its own, but the same for the same README.
      const isPicked = isModel ? (value * 7919) % 1 > 0.6 : value >= threshold;
      return { each, value, threshold, isPicked };
    })
    .sort((a, b) => b.value - a.value || (a.each.name < b.each.name ? -1 : 1));
  const isExcluded = (each: Tag) => isNamed(each, exclude);
  // A tag that is pinned and excluded by two of its names is an error of the settings.
  const chosen = ranked.filter(({ each }) => isNamed(each, pin) && !isExcluded(each)).slice(0, maxTags);
  const pins = new Set(chosen);
  for (const one of ranked) {
    const hasRival = chosen.some(({ each }) => each.group !== null && each.group === one.each.group);
    if (!pins.has(one) && one.isPicked && !isExcluded(one.each) && !hasRival && chosen.length < maxTags)
      chosen.push(one);
  }
  chosen.sort((a, b) => b.value - a.value);
  const left = ranked.filter((one) => !chosen.includes(one));
  const asked = new Set(
    [...before, ...(memory?.ours ?? [])].flatMap((topic) => {
      const found = tags.find((each) => each.topic === topic);
      return found === undefined ? [] : [found.name, found.replacedBy];
    }),
  );
  const considered = [...left.slice(0, 10), ...left.slice(10).filter(({ each }) => asked.has(each.name))];
  const toScored = ({ each, value, threshold }: (typeof ranked)[number]): ScoredTopic => ({
    topic: each.topic,
    score: isModel ? null : value,
    support: isModel ? value : null,
    threshold: isModel ? null : threshold,
  });
  return {
    tags: chosen.map((one) => ({ ...toScored(one), pinned: pins.has(one) })),
    considered: considered.map(toScored),
  };
}

function within01(value: number): number {
  return Math.min(1, Math.max(0, value));
}
