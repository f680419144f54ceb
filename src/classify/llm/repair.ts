import type { ChatMessage, ChatRequest } from '../../model/llm.ts';
import { type AnswerProblem, renderRepair } from './answer-problem.ts';

/** An answer that was cut off gets this much more room: thoughts that are not shown may have taken all of it. */
const ROOM_FACTOR = 2;

/**
 * The request again, with what was wrong with the answer to it named at its end. The beginning stays as it was, for caches of
 * providers. The answer itself is not sent back: it is untrusted and costs tokens, and roles keep alternating, which the chat
 * templates of some local models insist on.
 */
export function repairRequest(request: ChatRequest, problem: AnswerProblem): ChatRequest {
  const { messages, maxOutputTokens } = request;
  const last = messages.length - 1;
  return {
    ...request,
    messages: messages.map(
      (message, at): ChatMessage =>
        at === last ? { ...message, content: `${message.content}\n\n${renderRepair(problem)}` } : message,
    ),
    maxOutputTokens: problem === 'cut-off' ? ROOM_FACTOR * maxOutputTokens : maxOutputTokens,
  };
}
