// A pretend FaceID for one test, with a clock of the test's own, and signed calls to it over real HTTP.

import { onTestFinished } from 'vitest';
import { Pool } from 'undici';
import { Tc3Signer } from '../../../../src/provider/tc3-signer.js';
import {
  checkCharacterOf,
  startSimulator,
  type Simulator,
  type SettingsPatch,
} from '../../../../src/simulator/index.js';

const NOON = Date.parse('2026-11-30T12:00:00+08:00');

/** A possible number, whose last three digits before the check character are the sequence. */
export function numberOf(sequence: number, region = '110105'): string {
  const first17 = `${region}19491231${String(sequence).padStart(3, '0')}`;
  return first17 + checkCharacterOf(first17);
}

export interface Said {
  readonly code: string;
  readonly message: string;
  readonly response: Readonly<Record<string, unknown>>;
}

interface Response extends Readonly<Record<string, unknown>> {
  readonly Error?: { readonly Code: string; readonly Message: string };
  readonly Result?: string;
  readonly Description?: string;
}

export class Bench {
  nowMs = NOON;
  readonly simulator: Simulator;
  readonly #pool: Pool;

  private constructor(simulator: Simulator) {
    this.simulator = simulator;
    this.#pool = new Pool(simulator.url);
  }

  static async start(settings: SettingsPatch = {}): Promise<Bench> {
    let bench: Bench | undefined;
    const now = (): number => bench?.nowMs ?? NOON;
    const simulator = await startSimulator({ provider: 'faceid', settings, now, keepCalls: true });
    bench = new Bench(simulator);
    const { simulator: started } = bench;
    onTestFinished(async () => {
      await bench?.close();
      await started.close();
    });
    return bench;
  }

  async close(): Promise<void> {
    await this.#pool.destroy();
  }

  signer(action = 'IdCardVerification', changed: Partial<Simulator['credentials']> = {}): Tc3Signer {
    const bill = action === 'DescribeBillDetail';
    const parts = {
      service: bill ? 'billing' : 'faceid',
      version: bill ? '2018-07-09' : '2018-03-01',
      host: new URL(this.simulator.url).host,
      action,
    };
    return new Tc3Signer({ ...this.simulator.credentials, ...changed }, parts, () => this.nowMs);
  }

  /** @param change of the headers, the authorization among them, after they were signed */
  async post(
    body: unknown,
    signer = this.signer(),
    change: (headers: Record<string, string>) => Record<string, string> = (headers) => headers,
  ): Promise<Said> {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const { authorization, headers } = signer.sign(text);
    const reply = await this.#pool.request({
      method: 'POST',
      path: '/',
      headers: change({ ...headers, authorization }),
      body: text,
    });
    const { Response: response } = (await reply.body.json()) as { Response: Response };
    const { Error: error, Result: result, Description: description } = response;
    return {
      code: error?.Code ?? result ?? '',
      message: error?.Message ?? description ?? '',
      response,
    };
  }

  ask(idNumber: string, name = '韦小宝'): Promise<Said> {
    return this.post({ IdCard: idNumber, Name: name });
  }
}
