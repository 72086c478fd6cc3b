import { resolve } from 'node:path';
import { type Config, readModelSettings } from '../../src/config';
import { type Result } from '../../src/domain';
import { createModelWire, loadPrompt, type ModelWire, type Prompt } from '../../src/language-model';

export interface ConfiguredModel {
  /** Bare: without retries or limits. */
  readonly wire: ModelWire;
  readonly prompt: Prompt;
  readonly settings: Config['medgemma'];
}

/**
 * The model that the variables MEDGEMMA_* name, and what it is asked. Throws an error that says what is missing or wrong.
 * @param promptFile in the place of the configured one; relative to `root`, as that is.
 */
export function openConfiguredModel(
  env: NodeJS.ProcessEnv,
  root: string,
  promptFile: string | null = null,
): ConfiguredModel {
  const settings = valueOf(readModelSettings(env));
  const { wire: api, modelId, baseUrl = null, apiKey = null, maxReplyBytes } = settings;
  if (api === null) {
    throw new Error(
      'No model is configured: set MEDGEMMA_BASE_URL, or a MEDGEMMA_MODEL_ID of a cloud project.',
    );
  }
  return {
    wire: createModelWire({ api, modelId, baseUrl, apiKey, maxReplyBytes }),
    prompt: valueOf(loadPrompt(resolve(root, promptFile ?? settings.prompt))),
    settings,
  };
}

function valueOf<T>(result: Result<T, string[]>): T {
  if (!result.ok) throw new Error(result.error.join('\n'));
  return result.value;
}
