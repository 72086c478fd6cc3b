import { createSynthesizerStandIn, createTranscriberStandIn } from '../../../src/speech';

describe('the stand-ins of speech', () => {
  it('say that they are stand-ins, and make nothing up', async () => {
    const [transcriber, synthesizer] = [createTranscriberStandIn(), createSynthesizerStandIn()];
    expect([transcriber.isStandIn, synthesizer.isStandIn]).toEqual([true, true]);
    const heard = await transcriber.transcribe({ bytes: Buffer.from('sound'), mimeType: 'audio/wav' }, 'en');
    expect(heard).toEqual({ ok: false, error: 'UNAVAILABLE' });
    expect(await synthesizer.speak('Hello', 'en')).toBeNull();
  });
});
