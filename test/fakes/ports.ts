import type { UserError } from '../../src/errors.ts';
import type { Repository } from '../../src/model/repository.ts';
import { renderRepositoryName } from '../../src/model/repository.ts';
import type { ArtifactOutcome, FilePlace, FoundMemory, Ports, SourceFile } from '../../src/ports.ts';

/** A write of topics that fails: whether it worked all the same, and whether another attempt would not help. */
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
  /** Called before each request about topics: people at work. */
  people: (request: 'read' | 'replace', world: FakeWorld) => void;
  hasSummary: boolean;
  nowMs: number;
  /** Everything that was done, in order. */
  readonly done: string[];
  readonly outputs: Map<string, string>;
  readonly reports: Map<string, string>;
  summary: string;
};

export const sha = '0123456789abcdef0123456789abcdef01234567';

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
    people: () => {},
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
        return world.readme;
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
