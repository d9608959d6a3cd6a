// How calls are counted: as they stand on record, and with a bound on what a provider can make us keep.

import { describe, expect, it } from 'vitest';
import type { Attempt } from '../../../src/domain/attempt.js';
import { CallMeter } from '../../../src/verify/call-meter.js';
import { youtuCodes } from '../../../src/provider/youtu/codes.js';

function attempt(over: Partial<Attempt>): Attempt {
  return {
    row: 1,
    attempt: 1,
    startedAt: 0,
    finishedAt: 1,
    result: 'answered',
    code: '0',
    httpStatus: 200,
    sessionId: '',
    message: '',
    probe: false,
    ...over,
  };
}

function countOf(meter: CallMeter, result: string, code: string): number | undefined {
  return meter.counts().find((count) => count.result === result && count.code === code)?.calls;
}

describe('a call', () => {
  it('is counted by its result, and by its code where it was answered', () => {
    const meter = new CallMeter(youtuCodes.monitored);
    for (const code of ['0', '0', '-5803', '77']) meter.recorded(attempt({ code }));
    meter.recorded(attempt({ result: 'in_doubt', code: undefined }));
    meter.recorded(attempt({ result: 'refused', code: undefined }));
    expect(countOf(meter, 'answered', '0')).toBe(2);
    expect(countOf(meter, 'answered', '-5803')).toBe(1);
    expect(countOf(meter, 'answered', '77')).toBe(1);
    expect(countOf(meter, 'in_doubt', '')).toBe(1);
    expect(countOf(meter, 'refused', '')).toBe(1);
  });

  it('is in flight from its start to its end, and its time is kept then', () => {
    const meter = new CallMeter(youtuCodes.monitored);
    const first = meter.started();
    meter.started();
    expect(meter.inFlight).toBe(2);
    meter.ended(first);
    expect(meter.inFlight).toBe(1);
    expect(meter.durations.count).toBe(1);
  });
});

describe('the codes', () => {
  it('that are verdicts are there before they were seen, so that their rate begins at 0', () => {
    expect(countOf(new CallMeter(youtuCodes.monitored), 'answered', '-5807')).toBe(0);
  });

  it('are at most a hundred, and the rest is counted together', () => {
    const meter = new CallMeter(youtuCodes.monitored);
    for (let code = 1000; code < 2000; code += 1) meter.recorded(attempt({ code: String(code) }));
    const counts = meter.counts();
    expect(counts.length).toBeLessThan(110);
    expect(counts.reduce((sum, { calls }) => sum + calls, 0)).toBe(1000);
    expect(countOf(meter, 'answered', 'other')).toBe(1000 - 100 + 6);
  });
});
