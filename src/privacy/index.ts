/** The door of privacy/: what is stored is sealed, what is read is free of names. */
export { createKeyring, MIN_SECRET_BYTES, type Keyring } from './keyring';
export { open, seal, SealBrokenError } from './seal';
export { PersonalDataKind, type Removal } from './redaction/personal-data';
export { createStrictRedactor, type StrictRedactor } from './redact-strictly';
export { redact, redactText } from './redact-text';
export { passesCpf, passesCurp, passesLuhn, passesVerhoeff } from './redaction/checksums';
