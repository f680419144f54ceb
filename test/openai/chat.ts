import { checkBySchema } from './contract.ts';
import type { Personality } from './personality.ts';
import { type ChatBody, countTokens, jsonReply, promptOf, type Reply } from './reply.ts';
import { type Answer, plainShape, type ReplyShape } from './reply-shapes.ts';

/**
 * The model's reply in the endpoint's form. `problems`: what is wrong with the request although OpenAI's description
 * allows it.
 */
export function answerChat(
  body: ChatBody,
  personality: Personality,
  shape: ReplyShape,
  answer: Answer,
): { readonly reply: Reply; readonly problems: readonly string[] } {
  const { content, finish = 'stop', refusal = null, message, ...rest } = shape.make(answer);
  const adds = personality.adds ?? {};
  const choice = {
    index: 0,
    message: { role: 'assistant', content, refusal, ...message, ...adds.message },
    logprobs: null,
    finish_reason: finish,
    ...adds.choice,
  };
  const usage = personality.usage(countTokens(promptOf(body)), countTokens(JSON.stringify(content ?? '')));
  const json = {
    id: 'chatcmpl-loopback',
    object: 'chat.completion',
    created: 1_790_000_000,
    model: body.model,
    choices: 'choices' in rest ? rest.choices : [choice],
    ...(usage && { usage }),
    ...adds.body,
  };
  return { reply: jsonReply(200, json), problems: checkAsked(body, answer) };
}

/** The answer that is asked for has to pass the schema that is sent, and the list has to be in the words. */
function checkAsked(body: ChatBody, answer: Answer): readonly string[] {
  const prompt = promptOf(body);
  // Names with signs that mean something in JSON are written as there.
  const isListed = (name: string): boolean => prompt.includes(name) || prompt.includes(JSON.stringify(name));
  const missing = answer.names.filter((name) => !isListed(name)).slice(0, 3);
  const schema = body.response_format?.json_schema?.schema;
  const { content } = plainShape.make(answer);
  const wrong = schema === undefined ? [] : checkBySchema(schema, JSON.parse(String(content)));
  return [
    ...missing.map((name) => `the request does not list "${name}"`),
    ...wrong.map((problem) => `the answer that is asked for would not pass its schema: ${problem}`),
    ...(/json/i.test(prompt) ? [] : ['the request says nothing of JSON']),
  ];
}
