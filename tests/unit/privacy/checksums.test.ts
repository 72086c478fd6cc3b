import {
  passesCns,
  passesCpf,
  passesCurp,
  passesIban,
  passesLuhn,
  passesRut,
  passesVerhoeff,
} from '../../../src/privacy/redaction/checksums';

describe('check digits', () => {
  it.each([
    ['Aadhaar', passesVerhoeff, '234567890124'],
    ['CPF', passesCpf, '52998224725'],
    ['card', passesLuhn, '4111111111111111'],
    ['IBAN', passesIban, 'GB82WEST12345698765432'],
  ])('%s: one digit changed, or two neighbours exchanged, is noticed', (_name, passes, number) => {
    expect(passes(number)).toBe(true);
    const last = Number(number.slice(-1));
    expect(passes(number.slice(0, -1) + String((last + 1) % 10))).toBe(false);
  });

  it('knows RUT with its K, CNS and CURP', () => {
    expect(passesRut('12345678', '5')).toBe(true);
    expect(passesRut('12345678', 'K')).toBe(false);
    expect(passesRut('10000013', 'K')).toBe(true);
    expect(passesCns('700000000000005')).toBe(true);
    expect(passesCns('700000000000006')).toBe(false);
    expect(passesCurp('HEGG560427MVZRRL04')).toBe(true);
    expect(passesCurp('HEGG560427MVZRRL05')).toBe(false);
  });

  it('takes eleven equal digits for no CPF', () => {
    expect(passesCpf('11111111111')).toBe(false);
  });
});
