// Equal session ids: what they show about two answers, and when they show nothing.

import { describe, expect, it } from 'vitest';
import type { Person } from '../../../src/domain/row.js';
import { SessionIds, type Heard } from '../../../src/provider/session-ids.js';

class Ear {
  readonly questioned: string[] = [];
  common = 0;
  readonly ids = new SessionIds(() => (this.common += 1));

  hears(id: string, name: string): Heard {
    const person: Person = { idNumber: '11010519491231002X', name };
    return this.ids.heard(id, { person, onQuestioned: () => this.questioned.push(name) });
  }
}

describe('a session id', () => {
  it('that is new says nothing against its answer', () => {
    const ear = new Ear();
    expect(['a', 'b', 'c'].map((id) => ear.hears(id, id))).toEqual(['first', 'first', 'first']);
    expect(ear.questioned).toEqual([]);
  });

  it('for another person calls both in question', () => {
    const ear = new Ear();
    ear.hears('s', '张三');
    expect(ear.hears('s', '李四')).toBe('anothers');
    expect(ear.questioned).toEqual(['张三']);
  });

  it('for the same person again is that person’s, though the connection may be out of step', () => {
    const ear = new Ear();
    ear.hears('s', '张三');
    expect(ear.hears('s', '张三')).toBe('own');
    expect(ear.questioned).toEqual([]);
  });

  it('is known by the number as well as the name', () => {
    const { ids } = new Ear();
    const ask = (idNumber: string) => ({ person: { idNumber, name: '张三' }, onQuestioned: () => undefined });
    ids.heard('s', ask('1'));
    expect(ids.heard('s', ask('2'))).toBe('anothers');
  });

  it('that comes a third time stands for no call, and is heeded no more', () => {
    const ear = new Ear();
    const heard = ['张三', '李四', '王五', '赵六', '张三', '李四'].map((name) => ear.hears('0', name));
    expect(heard).toEqual(['first', 'anothers', 'first', 'first', 'first', 'first']);
    expect(ear.questioned).toEqual(['张三']);
    expect(ear.common).toBe(1);
    ear.hears('s', '张三');
    expect(ear.hears('s', '李四')).toBe('anothers');
  });

  it('that is empty is none', () => {
    const ear = new Ear();
    expect([ear.hears('', 'a'), ear.hears('', 'b')]).toEqual(['first', 'first']);
  });

  it('is forgotten after ten thousand others', () => {
    const ear = new Ear();
    ear.hears('s', '张三');
    for (let other = 0; other < 10_000; other += 1) ear.hears(`o${other}`, '李四');
    expect(ear.hears('s', '王五')).toBe('first');
    expect(ear.hears('o9999', '王五')).toBe('anothers');
  });

  it('of a service that numbers seconds and not calls is heeded no more after twenty of them', () => {
    const ear = new Ear();
    for (let second = 0; second < 20; second += 1) {
      for (const name of ['a', 'b', 'c']) ear.hears(`at ${second}`, name);
    }
    ear.hears('at 21', 'a');
    expect(ear.hears('at 21', 'b')).toBe('first');
    expect(ear.common).toBe(20);
  });

  it('of a service that gives each one to two persons is heeded no more from the twentieth on, and that is said once', () => {
    const ear = new Ear();
    const second = Array.from({ length: 40 }, (_, pair) => {
      ear.hears(`p${pair}`, 'a');
      return ear.hears(`p${pair}`, 'b');
    });
    expect(second).toEqual([...Array<Heard>(19).fill('anothers'), ...Array<Heard>(21).fill('first')]);
    expect(ear.questioned).toHaveLength(19);
    expect(ear.common).toBe(1);
  });

  it('for two persons now and then, among ten thousand others, is heeded for ever', () => {
    const ear = new Ear();
    for (let time = 0; time < 25; time += 1) {
      ear.hears(`p${time}`, 'a');
      expect(ear.hears(`p${time}`, 'b')).toBe('anothers');
      for (let other = 0; other < 1_000; other += 1) ear.hears(`o${time} ${other}`, 'c');
    }
    expect(ear.common).toBe(0);
  });
});
