import { jobSettings } from '../../../src/composition/job-settings';
import { settingsSchema } from '../../../src/config/settings';
import { JOB_SETTINGS, JobName } from '../../../src/jobs';

const medgemma = settingsSchema.shape.medgemma.parse({});

it('lets the job of the model live as long as two calls may take, and no others', () => {
  const settings = jobSettings({ medgemma: { ...medgemma, wire: null, timeoutMs: 30_000 } });
  expect(settings[JobName.ASK_MODEL].expireInSeconds).toBe(65);
  expect({ ...settings, [JobName.ASK_MODEL]: null }).toEqual({ ...JOB_SETTINGS, [JobName.ASK_MODEL]: null });
});
