import { redactText } from '../../../src/privacy';

describe('redactText', () => {
  it.each([
    ['en', 'write to asha.devi+1@example.co.in please', 'asha'],
    ['en', 'see https://example.org/me?id=7 there', 'example.org'],
    ['en', 'call +91 98765 43210 today', '98765'],
    ['en', 'call 0712 345 678', '345'],
    ['pt', 'ligue (11) 98765-4321', '4321'],
    ['en', 'Aadhaar 2345 6789 0124', '6789'],
    ['pt', 'CPF 529.982.247-25', '247'],
    ['es', 'RUT 12345678-K', '345'],
    ['en', 'PAN ABCPE1234F here', 'ABCPE'],
    ['en', 'born on 12/03/1984', '1984'],
    ['hi', 'फ़ोन ९८७६५४३२१०', '९८७६'],
    ['en', 'my name is asha devi and I itch', 'devi'],
    ['en', 'My name is Asha Devi. I itch', 'Asha'],
    ['en', 'Mr. John Smith sent me', 'Smith'],
    ['es', 'me llamo María López y tengo fiebre', 'López'],
    ['fr', "je m'appelle Awa Diop et j'ai mal", 'Diop'],
    ['pt', 'meu nome é Ana Souza e tenho febre', 'Souza'],
    ['sw', 'jina langu ni Juma Ali na nina homa', 'Juma'],
    ['hi', 'मेरा नाम आशा देवी है', 'आशा'],
    ['bn', 'আমার নাম রিনা দাস', 'রিনা'],
    ['ta', 'என் பெயர் கமலா', 'கமலா'],
    ['ar', 'اسمي فاطمة وعندي حمى', 'فاطمة'],
    ['zh', '我叫王小明，我发烧', '王小明'],
  ])('%s: takes the identifier out of "%s"', (language, text, secret) => {
    expect(redactText(text, language)).not.toContain(secret);
  });

  it('leaves the sentence after a name as it is', () => {
    const said = 'My name is Asha Mwangi. Since yesterday my leg is hot.';
    expect(redactText(said, 'en')).toBe('My name is [name]. Since yesterday my leg is hot.');
    expect(redactText('My name is A. B. Mwangi and I itch', 'en')).toBe('My name is [name] and I itch');
  });

  it.each([
    ['en', 'my name is Asha and I have a fever', 'and I have a fever'],
    ['es', 'me llamo María y tengo fiebre', 'y tengo fiebre'],
    ['hi', 'मेरा नाम आशा है मुझे बुखार है', 'मुझे बुखार है'],
    ['zh', '我叫王小明，我发烧', '我发烧'],
    ['ar', 'اسمي فاطمة وعندي حمى', 'وعندي حمى'],
  ])('%s: leaves the complaint in "%s"', (language, text, complaint) => {
    expect(redactText(text, language)).toContain(complaint);
  });

  it.each([
    'Bowen disease, Kaposi sarcoma and Stevens-Johnson syndrome',
    'I took 500 mg for 2 weeks, temperature 38.5, spot of 7 mm',
    'a rash since 2019 on 3 fingers',
    'Dr Bowen disease',
  ])('leaves "%s" as it is', (text) => {
    expect(redactText(text, 'en')).toBe(text);
  });

  it('does the same to what was redacted already', () => {
    const once = redactText('my name is Asha Devi and my number is 98765 43210', 'en');
    expect(redactText(once, 'en')).toBe(once);
  });
});
