import { factsInQuestion } from '../../../scripts/medgemma/facts-in-question';
import { inventedFacts } from '../../../scripts/medgemma/smoke/invented-case';
import { loadPrompt, renderPrompt } from '../../../src/language-model';
import { loadConditionTable } from '../../../src/retrieval';

const LIST = '{"conditions": ["Acne", "Tinea", "Psoriasis", "Eczema", "Melanoma"]}';

describe('what the loopback server reads in a question', () => {
  it('is the closed list and the evidence of the prompt in use', async () => {
    const conditions = await loadConditionTable('configs/data/conditions.csv');
    const prompt = loadPrompt('configs/prompts/assess-1.yaml');
    if (!prompt.ok) throw new Error(prompt.error.join());
    const { user } = renderPrompt(prompt.value, inventedFacts(conditions, false));
    const facts = factsInQuestion(user);
    expect(facts.conditions).toEqual(conditions.names);
    expect(facts.candidates).toEqual([
      { name: 'Psoriasis', probability: 0.45 },
      { name: 'Eczema', probability: 0.25 },
      { name: 'Tinea', probability: 0.1 },
    ]);
  });

  it('is not misled by brackets in words or in what somebody said', () => {
    const said = JSON.stringify({ said: 'a } b ] "quoted" { c [', of: { name: 'Acne', probability: 0.2 } });
    const facts = factsInQuestion(`Use the list [see below] {so}. ${LIST} and ${said} } ] [`);
    expect(facts.conditions).toHaveLength(5);
    expect(facts.candidates).toEqual([{ name: 'Acne', probability: 0.2 }]);
  });

  it('is nothing where nothing is told', () => {
    expect(factsInQuestion('What is it? [')).toEqual({ conditions: [], candidates: [] });
  });
});
