// The robots of WeCom, DingTalk and Feishu: what they are sent, and what their answers mean.

import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { newDelivery } from '../../../../src/webhooks/delivery.js';
import { rulesOf } from '../../../../src/webhooks/shapes/index.js';
import { cutToBytes } from '../../../../src/webhooks/shapes/robot.js';
import { newWebhook, type Shape } from '../../../../src/webhooks/webhook.js';

const NOW = Date.parse('2026-11-30T01:00:00.123Z');
const URLS = {
  standard: 'https://hooks.example/a',
  wecom: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k',
  dingtalk: 'https://oapi.dingtalk.com/robot/send?access_token=t',
  feishu: 'https://open.feishu.cn/open-apis/bot/v2/hook/h',
};

function sent(shape: Shape, { secret, label = '' }: { secret?: string; label?: string } = {}) {
  const asked = {
    url: URLS[shape],
    on: ['batch.completed'] as const,
    labels: [],
    shape,
    language: 'zh' as const,
  };
  const webhook = newWebhook({ ...asked, ...(secret === undefined ? {} : { secret }) }, NOW);
  const event = { type: 'batch.completed', at: NOW, data: { batch: 'b', label } } as const;
  const request = rulesOf(shape).request(webhook, newDelivery(webhook.id, 'key', event, NOW), NOW);
  return { ...request, json: JSON.parse(request.body) as Record<string, unknown> };
}

const verdict = (shape: Shape, status: number, body: unknown) =>
  rulesOf(shape).verdict(status, typeof body === 'string' ? body : JSON.stringify(body));

describe('a robot of WeCom', () => {
  it('gets a text of at most 2,048 bytes, whatever the label is', () => {
    expect(sent('wecom').json).toEqual({ msgtype: 'text', text: { content: 'Rollcall：批次 b 已完成。' } });
    const { text } = sent('wecom', { label: '很长的标签'.repeat(300) }).json as { text: { content: string } };
    expect(Buffer.byteLength(text.content)).toBeLessThanOrEqual(2_048);
    expect(text.content).toMatch(/…$/);
  });

  it('has taken a message only where its code is 0', () => {
    expect(verdict('wecom', 200, { errcode: 0, errmsg: 'ok' })).toMatchObject({ result: 'delivered' });
    expect(verdict('wecom', 200, { errcode: 93000, errmsg: 'invalid webhook url' })).toMatchObject({
      result: 'answered',
      code: 93_000,
    });
    expect(verdict('wecom', 200, { errcode: 45009 })).toMatchObject({ code: 45_009, waitMs: 60_000 });
  });
});

describe('a robot of DingTalk', () => {
  it('gets time and signature in its address, beside its token', () => {
    const url = new URL(sent('dingtalk', { secret: 'SEC1' }).url);
    expect(url.searchParams.get('access_token')).toBe('t');
    expect(url.searchParams.get('timestamp')).toBe(String(NOW));
    const expected = createHmac('sha256', 'SEC1').update(`${NOW}\nSEC1`).digest('base64');
    expect(url.searchParams.get('sign')).toBe(expected);
    // A plus sign in an address is a blank, so it has to be encoded.
    expect(url.search).not.toMatch(/sign=[^&]*[+/=]/);
    expect(sent('dingtalk').url).toBe(URLS.dingtalk);
  });

  it('is left alone for ten minutes where it was told too often', () => {
    expect(verdict('dingtalk', 200, { errcode: 0, errmsg: 'ok' })).toMatchObject({ result: 'delivered' });
    expect(verdict('dingtalk', 200, { errcode: 310000, errmsg: 'keywords not in content' })).toMatchObject({
      result: 'answered',
      code: 310_000,
      waitMs: 0,
    });
    expect(verdict('dingtalk', 200, { errcode: 130101 })).toMatchObject({ waitMs: 600_000 });
    expect(verdict('dingtalk', 302, '')).toMatchObject({ result: 'answered', waitMs: 600_000 });
  });
});

describe('a robot of Feishu', () => {
  it('gets time and signature in its body', () => {
    const { json, url } = sent('feishu', { secret: 'secret' });
    const seconds = String(Math.floor(NOW / 1000));
    const sign = createHmac('sha256', `${seconds}\nsecret`).digest('base64');
    expect(json).toEqual({
      timestamp: seconds,
      sign,
      msg_type: 'text',
      content: { text: 'Rollcall：批次 b 已完成。' },
    });
    expect(url).toBe(URLS.feishu);
    expect(sent('feishu').json).not.toHaveProperty('sign');
  });

  it('calls nobody, whatever a label says', () => {
    const { body } = sent('feishu', { label: '<at user_id="all">所有人</at>' });
    expect(body).not.toMatch(/[<>]/);
  });

  it('has a body of less than 20 kB, and is left alone where it was told too often', () => {
    expect(Buffer.byteLength(sent('feishu', { label: '"'.repeat(30_000) }).body)).toBeLessThan(20_000);
    expect(verdict('feishu', 200, { code: 0, msg: 'success' })).toMatchObject({ result: 'delivered' });
    expect(verdict('feishu', 200, { StatusCode: 0, StatusMessage: 'success' })).toMatchObject({
      result: 'delivered',
    });
    expect(verdict('feishu', 200, { code: 19021, msg: 'sign match fail' })).toMatchObject({ code: 19_021 });
    expect(verdict('feishu', 200, { code: 11232, msg: 'frequency limited' })).toMatchObject({
      waitMs: 60_000,
    });
    expect(verdict('feishu', 400, { code: 9499, msg: 'Bad Request' })).toMatchObject({ result: 'answered' });
  });
});

it.each(['wecom', 'dingtalk', 'feishu'] as const)(
  'an answer of %s that has no code counts as not taken',
  (shape) => {
    for (const body of ['', 'ok', '<html>', '[]', '{}', '{"errcode":"0"}'])
      expect(verdict(shape, 200, body).result).toBe('answered');
    expect(verdict(shape, 502, '<html>')).toMatchObject({ result: 'answered' });
    expect(verdict(shape, 410, '')).toMatchObject({ result: 'gone' });
  },
);

it.each([
  [200, 'delivered'],
  [204, 'delivered'],
  [299, 'delivered'],
  [301, 'answered'],
  [302, 'answered'],
  [400, 'answered'],
  [404, 'answered'],
  [410, 'gone'],
  [429, 'answered'],
  [500, 'answered'],
])('HTTP %i is "%s" by Standard Webhooks', (status, result) => {
  expect(verdict('standard', status, '').result).toBe(result);
});

it('a text is cut between characters', () => {
  expect(cutToBytes('abc', 3)).toBe('abc');
  expect(cutToBytes('abcd', 3)).toBe('…');
  expect(cutToBytes('一二三', 8)).toBe('一…');
  expect(cutToBytes('😀😀', 7)).toBe('😀…');
});
