import { type DialogueRules, speakerOf } from '../../../../src/domain';
import { relationToldBy } from '../../../../src/domain/conversation/who-speaks';
import { rulesOfTheHouse } from '../../../support/house-rules';
import { complain, openTalk } from '../../../support/talk';

const NOBODY = { children: false, others: false, self: false, they: false };

describe('whom words name', () => {
  it.each([
    [{ self: true }, true, 'SELF'],
    [{ children: true, self: true }, true, 'PARENT'],
    [{ others: true }, true, 'RELATIVE'],
    [{}, true, null],
    [{ self: true }, false, 'SELF'],
    [{ self: true, they: true }, false, null],
    [{ children: true }, false, 'PARENT'],
    [{ children: true, self: true }, false, null],
    [{ others: true }, false, null],
  ] as const)('%j, as an answer: %s, tells %s', (named, isAnswer, told) => {
    expect(relationToldBy({ ...NOBODY, ...named }, isAnswer)).toBe(told);
  });
});

describe('who speaks in a submitted case', () => {
  it('is known unless it is what stands there when nobody said so', () => {
    expect(speakerOf({ speaker: 'SELF', dialogue: null })).toBeNull();
    expect(speakerOf({ speaker: 'RELATIVE', dialogue: null })).toBe('RELATIVE');
  });
});

describe('who speaks', () => {
  let rules: (language: string) => DialogueRules;
  beforeAll(async () => {
    rules = await rulesOfTheHouse();
  });

  it('is known by what the client says, by words, or by an answer, and by nothing else', () => {
    expect(speakerOf(openTalk(rules).triageCase)).toBeNull();
    expect(speakerOf(openTalk(rules, { speaker: 'GUARDIAN' }).triageCase)).toBe('GUARDIAN');
    expect(speakerOf(complain(rules, 'I have an itchy rash').triageCase)).toBe('SELF');
    const unheard = openTalk(rules).press('YES').press('COMPLAINT_RASH').say('the bus').say('the bus');
    expect(unheard.current.code).toBe('DANGER_BREATHING');
    expect(speakerOf(unheard.triageCase)).toBeNull();
  });

  it.each([
    ['my daughter', 'PARENT'],
    ['my mother', 'RELATIVE'],
    ['me', 'SELF'],
    ['Somebody else', 'OTHER'],
  ])('is told by the answer “%s”', (words, relation) => {
    const talk = openTalk(rules).press('YES').press('COMPLAINT_RASH').say(words);
    expect(speakerOf(talk.triageCase)).toBe(relation);
  });

  it.each([
    ['en', 'me', 'my daughter'],
    ['es', 'es para mí', 'mi hija'],
    ['hi', 'मेरे लिए', 'मेरी बेटी'],
    ['bn', 'আমার জন্য', 'আমার মেয়ে'],
    ['fr', 'pour moi', 'ma fille'],
    ['pt', 'é para mim', 'minha filha'],
    ['sw', 'mimi', 'mtoto wangu'],
    ['ar', 'أنا', 'بنتي'],
    ['zh', '我自己', '我女儿'],
    ['ta', 'எனக்கு', 'என் மகள்'],
  ])('is told in %s by “%s” and “%s”', (language, me, child) => {
    const asked = openTalk(rules, { language }).press('YES').press('COMPLAINT_RASH');
    expect(speakerOf(asked.say(me).triageCase)).toBe('SELF');
    expect(speakerOf(asked.say(child).triageCase)).toBe('PARENT');
  });

  it('makes another’s story the patient’s once it is known that they are the patient', () => {
    const asked = complain(rules, 'my mother cannot breathe');
    expect(asked.current.code).toBe('WHO');
    expect(asked.press('WHO_MY_FAMILY').triageCase.urgency).toBe('EMERGENCY');
  });
});
