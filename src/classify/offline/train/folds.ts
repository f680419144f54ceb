import type { Candidate } from '../../choose.ts';
import type { Model } from '../model.ts';
import { type Example, type ExampleSets, FOLDS, trainingOf } from './examples.ts';
import { completeModel, FIRST_RULES, fitCalibration, fitModel } from './fit.ts';
import { candidatesOf, chooseRules } from './rules.ts';

/** How many of the best candidates of each README calibration looks at: fewer, and scores of what nothing speaks for come out high. */
const CALIBRATED = 8;

/** Weights of each fold, learned from the READMEs of all others. */
export function fitFolds(sets: ExampleSets): readonly Model[] {
  const training = trainingOf(sets);
  return Array.from({ length: FOLDS }, (_, fold) => fitModel(training.filter((example) => example.fold !== fold)));
}

/**
 * Calibration and rules of choice for weights that were learned from all READMEs, from what the folds' weights say of
 * READMEs that they did not see.
 */
export function settle(
  examples: readonly Example[],
  folds: readonly Model[],
): Pick<Model, 'calibration'> & { readonly rules: ReturnType<typeof chooseRules> } {
  const pairs = examples.flatMap((example) =>
    candidatesOf(example, folds[example.fold]!)
      .filter(({ strong }) => strong)
      .slice(0, CALIBRATED)
      .map(({ tag, score }) => ({
        raw: Math.log(Math.max(1e-6, score) / Math.max(1e-6, 1 - score)),
        right: example.best.has(tag.name) || example.ok.has(tag.name),
      })),
  );
  const calibration = fitCalibration(pairs);
  const ranked = examples.map((example): readonly Candidate[] =>
    candidatesOf(example, completeModel(folds[example.fold]!, calibration, FIRST_RULES)),
  );
  return { calibration, rules: chooseRules(examples, ranked) };
}

/**
 * One whole model a fold: weights, calibration and rules of choice, none of which has seen a README of the fold or another
 * one of its owner.
 */
export function crossValidate(sets: ExampleSets): readonly Model[] {
  const folds = fitFolds(sets);
  return folds.map((model, fold) => {
    const { calibration, rules } = settle(
      sets.dev.filter((example) => example.fold !== fold),
      folds,
    );
    return completeModel(model, calibration, rules);
  });
}
