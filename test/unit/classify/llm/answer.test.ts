import { describe, expect, it } from 'vitest';
import { MAX_ANSWER_CHARACTERS, parseAnswer } from '../../../../src/classify/llm/answer.ts';

/** `cli=a quote real-time` for two tags, the first with a quote; the problem where there is one. */
const read = (text: string, isCut = false): string => {
  const answer = parseAnswer(text, isCut);
  if ('problem' in answer) return `! ${answer.problem}`;
  return answer.tags.map(({ name, quote }) => (quote === null ? name : `${name}=${quote}`)).join(' | ');
};

const CLI = '{"tags":[{"tag":"cli","quote":"a tool"}]}';

describe('reading an answer', () => {
  it.each([
    ['as it was asked for', CLI, 'cli=a tool'],
    ['with nothing in it', '{"tags":[]}', ''],
    ['with a byte order mark', `\ufeff${CLI}`, 'cli=a tool'],
    ['with carriage returns', '{\r\n"tags": [\r\n{"tag": "cli", "quote": "a tool"}\r\n]\r\n}\r\n', 'cli=a tool'],
    ['with several tags', '{"tags":[{"tag":"cli","quote":""},{"tag":"gui","quote":"x"}]}', 'cli | gui=x'],
    ['with fields nobody asked for', '{"score":1,"tags":[{"tag":"cli","quote":"a tool","sure":0.9}]}', 'cli=a tool'],
    ['in another case', '{"Tags":[{"TAG":"cli","Quote":"a tool"}]}', 'cli=a tool'],
    ['in the form of the seed', '{"id":"9806","tags":[{"id":82,"name":"real-time"}]}', 'real-time'],
    ['with names alone', '{"tags":["cli","real-time"]}', 'cli | real-time'],
    ['with names in one text', '{"tags":"cli, real-time;gui"}', 'cli | real-time | gui'],
    ['with a list in a text', '{"tags":"[\\"cli\\",\\"gui\\"]"}', 'cli | gui'],
    ['with no text', '{"tags":""}', ''],
    ['with null', '{"tags":null}', ''],
    ['beside fields that hold nothing', '{"labels":"","classification":null,"result":{"tags":["cli"]}}', 'cli'],
    ['with ids', '{"tags":[82,"77"]}', '82 | 77'],
    ['with ids in objects', '{"tags":[{"id":82},{"tag_id":"77"}]}', '82 | 77'],
    ['with other names for the fields', '{"labels":[{"label":"cli","evidence":"a tool"}]}', 'cli=a tool'],
    ['with reasons', '{"topics":[{"name":"cli","reason":"a tool"}]}', 'cli=a tool'],
    ['with evidence in a list', '{"tags":[{"tag":"cli","evidence":["a tool","b"]}]}', 'cli=a tool'],
    ['with tags in objects', '{"tags":[{"tag":{"id":1,"name":"cli"},"quote":"a tool"}]}', 'cli=a tool'],
    ['as one object', '{"tag":"cli","quote":"a tool"}', 'cli=a tool'],
    ['with one object in place of the list', '{"tags":{"tag":"cli","quote":"a tool"}}', 'cli=a tool'],
    ['as a map', '{"tags":{"cli":"a tool","gui":false,"web":true,"x":null}}', 'cli=a tool | web'],
    ['as a bare list', '["cli","gui"]', 'cli | gui'],
    ['as an empty bare list', '[]', ''],
    ['one level down', '{"result":{"tags":["cli"]}}', 'cli'],
    ['one level down under a name of its own', '{"classification":{"tags":["cli"]}}', 'cli'],
    [
      'as a call of a tool',
      '{"name":"give_tags","arguments":"{\\"tags\\":[{\\"tag\\":\\"cli\\",\\"quote\\":\\"a tool\\"}]}"}',
      'cli=a tool',
    ],
    [
      'as a list of calls',
      '[{"id":"call_1","type":"function","function":{"name":"f","arguments":"{\\"tags\\":[\\"cli\\"]}"}}]',
      'cli',
    ],
    ['as JSON in a text', JSON.stringify(CLI), 'cli=a tool'],
    ['with items that name nothing', '{"tags":[{"tag":"cli"},{},7.5,null,true,[],{"tag":[]}]}', 'cli | 7.5'],
    ['with blanks around names', '{"tags":[" cli ","  "]}', 'cli'],
  ])('takes JSON %s', (_how, text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it.each([
    ['in a code block', `\`\`\`json\n${CLI}\n\`\`\``, 'cli=a tool'],
    ['in a code block without a language', `\`\`\`\n${CLI}\n\`\`\``, 'cli=a tool'],
    ['in an empty list in a code block', '```json\n[]\n```', ''],
    ['after prose', `Sure! Here are the tags for [this](https://example.org) repository:\n\n${CLI}`, 'cli=a tool'],
    ['before prose', `${CLI}\n\nI chose "cli" [1], since it fits {best}.`, 'cli=a tool'],
    ['in a code block between prose', `Here:\n\`\`\`json\n${CLI}\n\`\`\`\nHope that helps!`, 'cli=a tool'],
    ['after a thought', `<think>Maybe {"tags":["gui"]}?</think>\n${CLI}`, 'cli=a tool'],
    ['after a thought that another template began', `Hm, {"tags":["gui"]}?\n</think>\n${CLI}`, 'cli=a tool'],
    ['after thoughts in capitals', `<THINK>gui</THINK>${CLI}`, 'cli=a tool'],
    ['before a thought that never ends', `${CLI}\n<think>Was that {"tags":["gui"]}`, 'cli=a tool'],
    ['that mentions thoughts', '{"tags":[{"tag":"cli","quote":"a </think> b"}]}', 'cli=a </think> b'],
    ['after channels', `<|channel|>analysis<|message|>gui?<|end|><|channel|>final<|message|>${CLI}`, 'cli=a tool'],
    ['twice, the last counts', `{"tags":["gui"]}\nWait, that is wrong.\n${CLI}`, 'cli=a tool'],
    ['before an example that has no list', `${CLI} as in {"example":{"form":1}}`, 'cli=a tool'],
    ['one object a line', '{"tag":"cli","quote":"a tool"}\n{"tag":"gui"}', 'cli=a tool | gui'],
    ['as a bare list in prose', 'The tags are ["cli", "gui"].', 'cli | gui'],
  ])('finds JSON %s', (_where, text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it.each([
    ['trailing commas', '{"tags":[{"tag":"cli","quote":"a tool",},],}', 'cli=a tool'],
    ['missing commas', '{"tags":[{"tag":"cli" "quote":"a tool"} {"tag":"gui"}]}', '! no-json'],
    ['commas missing between objects', '{"tags":[{"tag":"cli"}{"tag":"gui"}]}', 'cli | gui'],
    ['single quotation marks', "{'tags':[{'tag':'cli','quote':'it\\'s a tool'}]}", "cli=it's a tool"],
    ['apostrophes in single quotation marks', "{'tags':[{'tag':'cli','quote':'it's a tool'}]}", "cli=it's a tool"],
    ['typographic quotation marks', '{“tags”:[{“tag”:“cli”,“quote”:“a tool”}]}', 'cli=a tool'],
    ['quotation marks in a quote', '{"tags":[{"tag":"cli","quote":"the "best" tool"}]}', 'cli=the "best" tool'],
    ['line breaks in a quote', '{"tags":[{"tag":"cli","quote":"a\ntool"}]}', 'cli=a\ntool'],
    ['escapes that JSON does not know', '{"tags":[{"tag":"cli","quote":"a\\_tool\\x"}]}', 'cli=a_toolx'],
    ['Unicode escapes', '{"tags":[{"tag":"cl\\u0069","quote":"a\\n\\u00zz",}]}', 'cli=a\nu00zz'],
    ['keys without quotation marks', '{tags:[{tag:"cli",quote:"a tool"}]}', 'cli=a tool'],
    ['comments', '{\n// the tags\n"tags":[/* one */{"tag":"cli"}] // done\n}', 'cli'],
    ['NaN', '{"tags":[{"tag":"cli","score":NaN}]}', 'cli'],
    ["Python's words", "{'tags':[{'tag':'cli','quote':None,'sure':True}]}", 'cli'],
    ['numbers as people write them', '{"tags":[{"tag":"cli","score":.5},{"tag":"gui","score":+1.}]}', 'cli | gui'],
    ['keys that objects have from birth', '{"__proto__":{"tags":["gui"]},"tags":["cli"],}', 'cli'],
  ])('reads %s', (_what, text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it.each([
    ['nothing', '', '! empty'],
    ['white space', ' \n\t\ufeff', '! empty'],
    ['prose', 'I cannot help with that.', '! no-json'],
    ['a list of boxes and a footnote', '- [ ] todo\n- [x] done, see [1]', '! no-json'],
    ['a link', 'See [the list](https://example.org).', '! no-json'],
    ['an error in JSON', '{"error":{"message":"overloaded"}}', '! no-tags'],
    ['an error in JSON in prose', 'Oops: {"error":{"message":"overloaded"}} sorry', '! no-tags'],
    ['a text in JSON', '"cli"', '! no-tags'],
    ['a number', '42', '! no-tags'],
    ['thoughts alone', '<think>The tags are {"tags":["cli"]}</think>', '! empty'],
    ['thoughts that never end', '<think>The tags are {"tags":["cli"]}', '! cut-off'],
    ['JSON that ends in a list', '{"tags":[{"tag":"cli","quote":"a tool"},', '! cut-off'],
    ['JSON that ends in an object', '{"tags":[{"tag":"cli","quote":"a tool"},{"tag":', '! cut-off'],
    ['JSON that ends in a text', '{"tags":[{"tag":"cli","quote":"a to', '! cut-off'],
    ['JSON that ends in a code block', '```json\n{"tags":[{"tag":"cli"},\n```', '! cut-off'],
    ['JSON that ends in a bare list', '["cli","gu', '! cut-off'],
    ['nothing under another name', '{"classification":null,"labels":""}', '! no-tags'],
    ['a list of what names nothing', '{"tags":[{},[],null,[["cli"]]]}', '! no-tags'],
    ['a map of objects', '{"tags":{"a":{"b":1}}}', '! no-tags'],
    ['more than any answer', `${CLI}${' '.repeat(MAX_ANSWER_CHARACTERS)}`, '! too-long'],
  ])('says that %s is no answer', (_what, text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it('takes an answer that is whole although the endpoint cut what followed', () => {
    expect(read(`${CLI}\n\n\n`, true)).toBe('cli=a tool');
    expect(read(`${CLI}\n\nI chose it because`, true)).toBe('cli=a tool');
  });

  it('takes no part of an answer that was cut off', () => {
    expect(read(`${CLI}\nBetter: {"tags":[{"tag":"gui"`, true)).toBe('! cut-off');
    expect(read('{"tag":"cli"}\n{"tag":"gui"}\n', true)).toBe('! cut-off');
    expect(read('I think that', true)).toBe('! cut-off');
  });

  it('takes no part of what cannot be read as a whole', () => {
    expect(read('Here: {"tag":"cli"}\n{"tag":oops}\n{"tag":"gui"}')).toBe('! no-json');
    expect(read('{"tags":[{"tag":oops},{"tag":"gui"}]}')).toBe('! no-json');
    expect(read(`{"tag":oops}\n${CLI}`)).toBe('cli=a tool');
  });

  it('takes a key that objects have from birth for one like any other', () => {
    expect(read('{"__proto__":{"tags":["gui"]}}')).toBe('gui');
    expect(read('{"__proto__":{"tags":["gui"]},}')).toBe('gui');
    expect(read('{"tags":[{"__proto__":{"tag":"gui"}},{"tag":"cli"},]}')).toBe('cli');
  });

  it('is not led astray by a bracket that never closes before the answer', () => {
    expect(read(`An opening "[" is no answer: ${CLI}`)).toBe('cli=a tool');
  });

  it('opens no quote as if it were the answer', () => {
    const quote = JSON.stringify('{"tags":["gui"]}');
    expect(read(`[{"tag":"cli","quote":${quote}}]`)).toBe('cli={"tags":["gui"]}');
    expect(read(`{"tags":[{"tag":"cli","quote":${quote}}]}`)).toBe('cli={"tags":["gui"]}');
  });

  it('looks at a thousand items at most', () => {
    const answer = parseAnswer(JSON.stringify({ tags: Array.from({ length: 5000 }, (_, at) => `t${at}`) }));
    expect('tags' in answer && answer.tags.length).toBe(1000);
  });
});
