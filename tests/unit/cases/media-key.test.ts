import { casesOfRemoval, mediaKeyOf } from '../../../src/cases';

const ONE = '01900000-0000-7000-8000-000000000001';
const OTHER = '01900000-0000-7000-8000-000000000002';

describe('the cases whose media a job deletes', () => {
  it('is the case that it names', () => {
    expect(casesOfRemoval({ caseId: ONE })).toEqual([ONE]);
  });

  it('are read out of media keys in a job that an earlier release left', () => {
    const mediaKeys = [mediaKeyOf(ONE, OTHER), mediaKeyOf(ONE, ONE), mediaKeyOf(OTHER, ONE)];
    expect(casesOfRemoval({ mediaKeys })).toEqual([ONE, OTHER]);
  });

  it('are none for what is no key of a case', () => {
    expect(casesOfRemoval({ mediaKeys: ['../../etc/passwd', 'uploads/1', ''] })).toEqual([]);
  });
});
