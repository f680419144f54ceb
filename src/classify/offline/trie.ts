import type { Form } from './form.ts';
import { type FirstWord, formsAlone, formsGoingOn, formsLonger, type LexiconForm } from './lexicon.ts';

/** Which forms of the lexicon are looked for. */
export type FormFilter = {
  readonly isWanted: (concept: number) => boolean;
  /** Null for all of them. */
  readonly useForm: ((phrase: string) => boolean) | null;
};

/** A node of the trie of forms, by their words. */
export type Node = {
  form: Form | null;
  next: Map<string, Node> | null;
  /** Only below a first word: what the lexicon has for it and has not been taken in. */
  rest: FirstWord | null;
  /** Second words that were asked for, and so taken in. */
  asked: Set<string> | null;
};

/**
 * Second words that are looked up one by one; beyond that all are taken in. A README has few of those that a lexicon has, and
 * taking all in takes most of the time that matching takes; a long text has to end up with a plain trie.
 */
const MOST_ASKED = 24;

export function createNode(rest: FirstWord | null): Node {
  return { form: null, next: null, rest, asked: null };
}

/** Takes in what the lexicon has for the first word alone. */
export function takeAlone(root: Node, filter: FormFilter): void {
  const { rest } = root;
  if (rest === null) return;
  take(root, formsAlone(rest, filter.isWanted), filter);
  if (rest.longer === '') root.rest = null;
}

/** The node below one, by the next word. */
export function goOn(node: Node, word: string, filter: FormFilter): Node | undefined {
  if (node.rest !== null) ask(node, node.rest, word, filter);
  return node.next?.get(word);
}

function ask(root: Node, rest: FirstWord, word: string, filter: FormFilter): void {
  root.asked ??= new Set();
  const { asked } = root;
  if (asked.has(word)) return;
  if (asked.size < MOST_ASKED) {
    asked.add(word);
    take(root, formsGoingOn(rest, word, filter.isWanted), filter);
    return;
  }
  const others = formsLonger(rest, filter.isWanted).filter(({ phrase }) => !asked.has(phrase.split(' ', 2)[1]!));
  take(root, others, filter);
  root.rest = null;
  root.asked = null;
}

function take(root: Node, forms: readonly LexiconForm[], { useForm }: FormFilter): void {
  for (const form of forms) if (useForm === null || useForm(form.phrase)) formAt(root, form.phrase).known.push(form);
}

/** The form of a phrase, made where there is none. */
export function formAt(root: Node, phrase: string): Form {
  const node = nodeAt(root, phrase);
  node.form ??= { phrase, own: [], known: [], meanings: null };
  return node.form;
}

function nodeAt(root: Node, phrase: string): Node {
  const space = phrase.indexOf(' ');
  if (space < 0) return root;
  let node = root;
  for (const word of phrase.slice(space + 1).split(' ')) {
    node.next ??= new Map();
    let child = node.next.get(word);
    if (!child) {
      child = createNode(null);
      node.next.set(word, child);
    }
    node = child;
  }
  return node;
}
