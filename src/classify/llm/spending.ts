import { renderCount } from '../../count.ts';
import { UserError } from '../../errors.ts';
import type { TokenUsage, Usage } from '../../model/llm.ts';

export type SpendingLimits = {
  /** Tokens of all requests of a run together, input and output; null means no ceiling. */
  readonly maxTokensPerRun: number | null;
  /** For a million input tokens, in any currency; null where it is not configured. */
  readonly priceInput: number | null;
  readonly priceOutput: number | null;
};

export type TokenEstimate = {
  readonly inputTokens: number;
  /** What the answer may take at most. */
  readonly maxOutputTokens: number;
};

/** One question to a model, over as many requests as its endpoint needs until one is answered. */
export type Outlay = {
  /**
   * Call before every request of the question: counts it, and keeps its tokens for it while it is on its way.
   * @throws UserError `llm/max-tokens` where what was spent, what is on its way and all that this request may take are
   * together more than the ceiling.
   */
  readonly check: () => void;
  /**
   * What the answer took; `answerTokens`, an estimate, counts where the endpoint does not tell. Nothing where no request was
   * sent for it, since it was kept from another time. Ends the outlay.
   */
  readonly add: (usage: TokenUsage | null, answerTokens: number) => void;
  /** No answer came: nobody bills for a refused request, so nothing is counted unless `isPerhapsBilled`. Ends the outlay. */
  readonly drop: (isPerhapsBilled: boolean) => void;
};

/** What a run may spend and has spent; one for all classifications of a run, also where they run at the same time. */
export type Spending = {
  readonly start: (estimate: TokenEstimate) => Outlay;
  readonly usage: () => Usage;
  /** Answers whose tokens the endpoint did not tell: what `usage` has for them is our estimate. */
  readonly estimatedAnswers: () => number;
};

const TOKENS_OF_A_PRICE = 1_000_000;
/** Decimal places of a cost: a hundredth of a millionth, below what any request costs. */
const COST_PLACES = 1e8;

export function createSpending({ maxTokensPerRun, priceInput, priceOutput }: SpendingLimits): Spending {
  let requests = 0;
  let inputTokens = 0;
  let cachedTokens = 0;
  let outputTokens = 0;
  let estimatedAnswers = 0;
  let underWay = 0;

  const start = ({ inputTokens: input, maxOutputTokens }: TokenEstimate): Outlay => {
    const most = input + maxOutputTokens;
    let isKept = false;
    const release = (): void => {
      if (isKept) underWay -= most;
      isKept = false;
    };
    const count = (usage: TokenUsage): void => {
      inputTokens += usage.inputTokens;
      cachedTokens += usage.cachedTokens;
      outputTokens += usage.outputTokens;
    };
    return {
      check() {
        release();
        const spent = inputTokens + outputTokens;
        if (maxTokensPerRun !== null && spent + underWay + most > maxTokensPerRun) {
          throw tooDear(maxTokensPerRun, spent, underWay, most);
        }
        underWay += most;
        isKept = true;
        requests += 1;
      },
      add(usage, answerTokens) {
        if (!isKept) return;
        release();
        if (usage === null) estimatedAnswers += 1;
        count(usage ?? { inputTokens: input, cachedTokens: 0, outputTokens: answerTokens });
      },
      drop(isPerhapsBilled) {
        if (isKept && isPerhapsBilled) count({ inputTokens: input, cachedTokens: 0, outputTokens: 0 });
        release();
      },
    };
  };

  return {
    start,
    usage: () => ({
      requests,
      inputTokens,
      cachedTokens,
      outputTokens,
      cost:
        priceInput === null || priceOutput === null
          ? null
          : Math.round(((inputTokens * priceInput + outputTokens * priceOutput) / TOKENS_OF_A_PRICE) * COST_PLACES) /
            COST_PLACES,
    }),
    estimatedAnswers: () => estimatedAnswers,
  };
}

function tooDear(ceiling: number, spent: number, underWay: number, most: number): UserError {
  const others = underWay === 0 ? '' : `, requests under way may take ${renderCount(underWay)}`;
  return new UserError('work', {
    code: 'llm/max-tokens',
    message: `The next request may take ${renderCount(most)} tokens (an estimate of what is sent and the most that the answer may have); ${renderCount(spent)} are spent${others}, and "max-tokens-per-run" is ${renderCount(ceiling)}. It was not sent. Raise "max-tokens-per-run", or send less with a smaller "shortlist" or "readme-tokens".`,
  });
}
