import { createHash } from 'node:crypto';

/**
 * What chat templates of open models write around turns, thoughts and calls of tools. Servers that read them in the text of a
 * message as well (llama.cpp does) would let a README begin a turn of its own.
 */
const CONTROL =
  /<(?=[|｜])|[|｜](?=>)|<(?=\/?(?:s|bos|eos|pad|unk|mask|think|tool_call|tool_response|tools|start_of_turn|end_of_turn|start_of_image)>)|<(?=<\/?SYS>>)|<(?=\/?SYS>>)|\[(?=\/?(?:INST|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS|TOOL_CONTENT|THINK|ARGS|CALL_ID|IMG|PREFIX|SUFFIX|MIDDLE)\])/g;

/** Breaks whatever a chat template could take for its own by a space; all else stays as it is. */
export function defuse(text: string): string {
  return text.replace(CONTROL, '$& ');
}

/** Hexadecimal digits of the digest in a fence. */
const DIGITS = 8;

/**
 * Name of an element to put around `text`: the same for the same text, not to be known before the text is, and nowhere in it.
 */
export function createFence(text: string): string {
  const lower = text.toLowerCase();
  for (let round = 0; ; round++) {
    const digest = createHash('sha256').update(`${round}\n${text}`).digest('hex').slice(0, DIGITS);
    if (!lower.includes(digest)) return `data-${digest}`;
  }
}
