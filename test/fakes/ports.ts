import type { UserError } from '../../src/errors.ts';
import type { Repository } from '../../src/model/repository.ts';
import { renderRepositoryName } from '../../src/model/repository.ts';
import type {
  ArtifactOutcome,
  ChatModel,
  FilePlace,
  FoundMemory,
  Ports,
  Pull,
  PullComment,
  SourceFile,
} from '../../src/ports.ts';

/** A write that fails: whether it worked all the same, and whether another attempt would not help. */
export type TopicsTrouble = { readonly error: UserError; readonly isDone: boolean; readonly isFinal: boolean };

/** What the world holds and what was done to it; change it before a run, look at it afterwards. */
export type FakeWorld = {
  repository: Repository;
  /** Commit that every ref stands for; null means that there is none yet. */
  sha: string | null;
  readme: SourceFile | null;
  /** `owner/name:path@ref`, or `./path`. */
  readonly files: Map<string, string>;
  artifact: ArtifactOutcome | Error;
  /** What is known of earlier runs; `remember` makes it of a report. */
  memory: FoundMemory;
  /** What becomes of the next attempts to write topics; a write is carried out where there is none left. */
  readonly topicsTrouble: TopicsTrouble[];
  /** The pull requests of the repository. */
  readonly pulls: Pull[];
  readonly changedFiles: string[];
  /** The commit that head and base come from, and the README there. */
  mergeBase: string | null;
  baseReadme: SourceFile | null;
  /** Our own comments on the pull request, whatever the marker. */
  readonly comments: PullComment[];
  /** What becomes of the next attempts to create a comment. */
  readonly commentTrouble: TopicsTrouble[];
  /** Called before each request about comments. */
  others: (request: 'find' | 'create' | 'update' | 'remove', world: FakeWorld) => void;
  /** Called before each request about topics: people at work. */
  people: (request: 'read' | 'replace', world: FakeWorld) => void;
  /** What a model answers, in the order of its requests: names of tags, text as it comes, or an error. Without one there is none. */
  model: ((readme: string) => readonly string[] | string | UserError) | null;
  hasSummary: boolean;
  nowMs: number;
  /** Everything that was done, in order. */
  readonly done: string[];
  readonly outputs: Map<string, string>;
  readonly reports: Map<string, string>;
  summary: string;
};

export const sha = '0123456789abcdef0123456789abcdef01234567';

export const baseSha = 'ba5e'.repeat(10);

export const textFile = (path: string, text: string): SourceFile => {
  const bytes = new TextEncoder().encode(text);
  return { path, sha, bytes, totalBytes: bytes.length };
};

/** The memory that a report is, whole or not. */
export const remember = (report: object): FoundMemory => ({
  kind: 'found',
  bytes: new TextEncoder().encode(JSON.stringify(report)),
});

export function createWorld(more: Partial<FakeWorld> = {}): FakeWorld {
  return {
    repository: {
      id: 9806,
      name: { owner: 'octo', name: 'tinysocket' },
      description: 'A small WebSocket client and server for Node.js',
      defaultBranch: 'main',
      topics: ['nodejs'],
      isPrivate: false,
      isArchived: false,
      isFork: false,
    },
    sha,
    readme: textFile('README.md', '# tinysocket\n\nA small WebSocket client and server.\n'),
    files: new Map([['octo/tinysocket:.github/tags.json@', '[{"id":7,"name":"websocket"},{"id":9,"name":"cooking"}]']]),
    artifact: { kind: 'uploaded', id: 42, url: 'https://github.com/octo/tinysocket/actions/runs/1/artifacts/42' },
    memory: { kind: 'none', message: null },
    topicsTrouble: [],
    pulls: [],
    changedFiles: ['README.md'],
    mergeBase: baseSha,
    baseReadme: textFile('README.md', '# recipes\n\nCooking recipes for every day.\n'),
    comments: [],
    commentTrouble: [],
    others: () => {},
    people: () => {},
    model: null,
    hasSummary: true,
    nowMs: Date.UTC(2026, 0, 2, 3, 4, 5),
    done: [],
    outputs: new Map(),
    reports: new Map(),
    summary: '',
    ...more,
  };
}

const nameOf = (place: FilePlace): string =>
  place.kind === 'checkout'
    ? `./${place.path}`
    : `${renderRepositoryName(place.repository)}:${place.path}@${place.ref ?? ''}`;

/** A model that reads the last message and answers as the world says. */
function createModel(world: FakeWorld): ChatModel {
  return {
    name: 'gpt-6-luna',
    dialect: () => ({ format: 'json_schema', outputLimit: 'max_completion_tokens', reasoningEffort: 'none' }),
    ask: async ({ messages }, beforeSend) => {
      beforeSend();
      world.done.push('ask the model');
      const answer = world.model?.(messages.at(-1)?.content ?? '') ?? new Error('There is no model in this world');
      if (answer instanceof Error) throw answer;
      const content =
        typeof answer === 'string' ? answer : JSON.stringify({ tags: answer.map((tag) => ({ tag, quote: '' })) });
      const usage = { inputTokens: 1200, cachedTokens: 200, outputTokens: 30 };
      return { content, isRefusal: false, finish: 'stop', usage, format: 'json_schema' };
    },
  };
}

/** Ports into a world in memory. */
export function createPorts(world: FakeWorld): Ports {
  const { done } = world;
  const note = (level: string) => (message: string) => {
    done.push(`${level}: ${message}`);
  };
  return {
    repositories: {
      read: async (name) => {
        done.push(`repository ${renderRepositoryName(name)}`);
        return world.repository;
      },
      resolve: async (_name, ref) => {
        done.push(`resolve ${ref}`);
        return world.sha;
      },
    },
    readmes: {
      read: async (_name, at, path) => {
        done.push(`readme ${at.slice(0, 7)} ${path ?? ''}`.trimEnd());
        return at === baseSha ? world.baseReadme : world.readme;
      },
    },
    files: {
      read: async (place) => {
        done.push(`file ${nameOf(place)}`);
        const text = world.files.get(nameOf(place));
        return text === undefined ? null : textFile(place.path, text);
      },
      listBeside: async () => [...world.files.keys()].map((name) => name.replace(/^[^:]*:|^\.\/|@[^@]*$/g, '')),
    },
    reports: {
      write: async (name, text) => {
        done.push(`report ${name}`);
        world.reports.set(name, text);
        return `/workspace-of-job/${name}`;
      },
    },
    artifacts: {
      upload: async (name, path) => {
        done.push(`artifact ${name} ${path}`);
        if (world.artifact instanceof Error) throw world.artifact;
        return world.artifact;
      },
    },
    memory: {
      find: async (artifactName, { name }) => {
        done.push(`memory ${artifactName} of ${renderRepositoryName(name)}`);
        return world.memory;
      },
    },
    topics: {
      read: async (name) => {
        world.people('read', world);
        done.push(`topics of ${renderRepositoryName(name)}`);
        return [...world.repository.topics];
      },
      replace: async (name, topics) => {
        world.people('replace', world);
        done.push(`set topics of ${renderRepositoryName(name)}: ${topics.join(' ')}`);
        const trouble = world.topicsTrouble.shift();
        if (trouble === undefined || trouble.isDone) world.repository = { ...world.repository, topics };
        if (trouble === undefined) return { kind: 'done', value: null };
        if (trouble.isFinal) throw trouble.error;
        return { kind: 'again', error: trouble.error };
      },
    },
    pulls: {
      read: async (_name, number) => {
        done.push(`pull #${number}`);
        return world.pulls.find((pull) => pull.number === number) ?? null;
      },
      findByHead: async (_name, { label, sha: head }) => {
        done.push(`find ${label ?? head.slice(0, 7)}`);
        const byLabel = world.pulls.filter(({ headLabel }) => label !== null && headLabel === label);
        return byLabel.length > 0 ? byLabel : world.pulls.filter((pull) => pull.isOpen && pull.headSha === head);
      },
      changedFiles: async (_name, number) => {
        done.push(`files of #${number}`);
        return world.changedFiles;
      },
      mergeBase: async (_name, base, head) => {
        done.push(`compare ${base.slice(0, 7)} ${head.slice(0, 7)}`);
        return world.mergeBase;
      },
    },
    comments: {
      findOwn: async (_name, number, marker) => {
        world.others('find', world);
        done.push(`comments of #${number}`);
        return world.comments.filter(({ body }) => body.startsWith(marker));
      },
      create: async (_name, number, body) => {
        world.others('create', world);
        done.push(`comment on #${number}`);
        const trouble = world.commentTrouble.shift();
        const made = {
          id: 1000 + world.comments.length,
          body,
          url: `https://github.com/octo/tinysocket/pull/${number}#new`,
        };
        if (trouble === undefined || trouble.isDone) world.comments.push(made);
        if (trouble === undefined) return { kind: 'done', value: made };
        if (trouble.isFinal) throw trouble.error;
        return { kind: 'again', error: trouble.error };
      },
      update: async (_name, id, body) => {
        world.others('update', world);
        done.push(`change comment ${id}`);
        const index = world.comments.findIndex((comment) => comment.id === id);
        const found = world.comments[index];
        if (found === undefined) return null;
        world.comments[index] = { ...found, body };
        return { ...found, body };
      },
      remove: async (_name, id) => {
        world.others('remove', world);
        done.push(`remove comment ${id}`);
        const index = world.comments.findIndex((comment) => comment.id === id);
        if (index >= 0) world.comments.splice(index, 1);
      },
    },
    chatModels: {
      connect: async () => {
        done.push('connect to the model');
        return createModel(world);
      },
    },
    summary: {
      write: async (markdown) => {
        done.push('summary');
        world.summary = markdown;
        return world.hasSummary;
      },
    },
    outputs: {
      set: (name, value) => {
        world.outputs.set(name, value);
      },
    },
    log: { debug: note('debug'), info: () => {}, notice: note('notice'), warning: note('warning') },
    clock: {
      now: () => {
        world.nowMs += 1;
        return world.nowMs;
      },
    },
  };
}
