import { createProblemList, type ProblemList } from './problem-list.ts';
import { createUnknownFields, type UnknownFields } from './unknown-fields.ts';

/** What reading a list of tags brings to light, gathered while it goes on. */
export type Findings = {
  readonly problems: ProblemList;
  readonly warnings: ProblemList;
  readonly unknownFields: UnknownFields;
};

export function createFindings(): Findings {
  return { problems: createProblemList(), warnings: createProblemList(), unknownFields: createUnknownFields() };
}
