import { PersonalDataKind, redact, redactText } from '../../../src/privacy';

const K = PersonalDataKind;

describe('redact', () => {
  it.each([
    ['en', 'mail asha.devi at gmail dot com', K.EMAIL, 'asha.devi at gmail dot com'],
    ['en', 'see facebook.com/asha', K.WEB_ADDRESS, 'facebook.com/asha'],
    ['en', 'from 192.168.10.4 it came', K.IP_ADDRESS, '192.168.10.4'],
    ['sw', 'simu 0712 345 678', K.PHONE, '0712 345 678'],
    ['fr', 'au +221 77 123 45 67', K.PHONE, '+221 77 123 45 67'],
    ['en', 'card 4111 1111 1111 1111', K.CARD, '4111 1111 1111 1111'],
    ['en', 'IBAN GB82WEST12345698765432', K.BANK_ACCOUNT, 'GB82WEST12345698765432'],
    ['hi', 'नंबर 2345 6789 0124', K.IDENTITY_NUMBER, '2345 6789 0124'],
    ['en', 'huduma number 12345678', K.IDENTITY_NUMBER, '12345678'],
    ['es', 'CURP HEGG560427MVZRRL04', K.IDENTITY_NUMBER, 'HEGG560427MVZRRL04'],
    ['pt', 'nasci em 12 de março de 1984', K.DATE, '12 de março de 1984'],
    ['zh', '生于1984年3月12日', K.DATE, '1984年3月12日'],
    ['en', 'my grandmother is 93 years old', K.AGE, '93'],
    ['en', 'at 24 Clarke Avenue', K.ADDRESS, '24 Clarke Avenue'],
    ['pt', 'na Rua das Flores 123', K.ADDRESS, 'Rua das Flores 123'],
    ['hi', 'main Sitapur mein rehti hoon', K.PLACE, 'Sitapur'],
    ['es', 'vivo en San Juan de Lurigancho', K.PLACE, 'San Juan de Lurigancho'],
    ['en', 'I work at Mumias Sugar Company', K.ORGANISATION, 'Mumias Sugar Company'],
    ['en', 'it itches, regards, Zoltrix', K.NAME, 'Zoltrix'],
    ['en', 'my son Ravi has a rash', K.NAME, 'Ravi'],
    ['en', 'i asked rahul sharma about it', K.NAME, 'rahul sharma'],
    ['es', 'la señora Quispe dice que es sarna', K.NAME, 'Quispe'],
    ['zh', '张医生说是湿疹', K.NAME, '张'],
  ])('%s: finds in "%s" what is of kind %s', (language, text, kind, value) => {
    const start = text.indexOf(value);
    expect(redact(text, language).removed).toEqual([{ kind, start, end: start + value.length }]);
  });

  it('finds a number written as the facility’s country writes it', () => {
    expect(redact('0244 123 456', 'en', { region: 'GH' }).removed).toEqual([
      { kind: K.PHONE, start: 0, end: 12 },
    ]);
  });

  it('tells a disease from the surgeon it is named after', () => {
    expect(redactText('Mr Johnson has Stevens-Johnson syndrome', 'en')).toBe(
      'Mr [name] has Stevens-Johnson syndrome',
    );
  });
});
