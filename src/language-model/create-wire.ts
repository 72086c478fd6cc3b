import { createOpenAiWire } from './adapters/openai-compatible';
import { createVertexGenerateWire } from './adapters/vertex-generate';
import { createVertexPredictWire } from './adapters/vertex-predict';
import { ModelApi, type ModelSettings } from './model-settings';
import { type ModelWire } from './wire';

/**
 * The wire that the settings name; nothing is connected yet. Throws for settings that no deployment may start with: an
 * address missing in OpenAI's form, or a model of Vertex AI that is named otherwise than projects/P/locations/R/….
 */
export function createModelWire(settings: ModelSettings): ModelWire {
  switch (settings.api) {
    case ModelApi.VERTEX_PREDICT:
      return createVertexPredictWire(settings);
    case ModelApi.VERTEX_GENERATE:
      return createVertexGenerateWire(settings);
    case ModelApi.OPENAI: {
      const { baseUrl } = settings;
      if (baseUrl === null) throw new Error("A model that is asked in OpenAI's form needs an address.");
      return createOpenAiWire({ ...settings, baseUrl });
    }
  }
}
