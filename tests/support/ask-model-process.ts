/** A process that asks a model one question: `ask-model-process SETTINGS` tells its parent the outcome. */
import { createModelWire, type ModelSettings } from '../../src/language-model';
import { questionOf } from './model-questions';

async function main(settings: ModelSettings): Promise<void> {
  const outcome = await createModelWire(settings).ask(questionOf(), new AbortController().signal);
  process.send?.(outcome);
}

void main(JSON.parse(process.argv[2] ?? '') as ModelSettings);
