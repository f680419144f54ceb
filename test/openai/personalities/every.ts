import type { Personality } from '../personality.ts';
import { anthropic, azure, deepseek, openrouter } from './hosted.ts';
import {
  bare,
  llamaCpp,
  llamaCppGrammar,
  llamaCppPython,
  lmStudio,
  ollama,
  ollamaCloud,
  vllm,
  vllmOlder,
} from './local.ts';
import { openai, openaiOlder } from './openai.ts';

/** Every kind of endpoint that the product says it works with, and a few that people have. */
export const everyPersonality: readonly Personality[] = [
  openai,
  openaiOlder,
  azure,
  anthropic,
  openrouter,
  deepseek,
  ollamaCloud,
  ollama,
  vllm,
  vllmOlder,
  llamaCpp,
  llamaCppPython,
  llamaCppGrammar,
  lmStudio,
  bare,
];
