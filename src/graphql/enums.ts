import { registerEnumType } from 'type-graphql';
import {
  AssessmentSource,
  BodySite,
  CaseStatus,
  ConsentKind,
  Duration,
  EscalationStatus,
  Expects,
  FitzpatrickSkinType,
  InterviewTopic,
  Limitation,
  Progression,
  Role,
  SessionStage,
  SexAtBirth,
  ShotType,
  Speaker,
  SpeakerRelation,
  Texture,
  Urgency,
} from '../domain';

/**
 * The domain's words, as the API's enums. A word that one room alone knows (an order of its list, the purpose of an
 * upload) is registered by that room, beside its types.
 */
const ENUMS: readonly (readonly [name: string, values: object, description?: string])[] = [
  [
    'Role',
    Role,
    'KIOSK: a device of a facility, with a key of its own; it may start and resume sessions there, and nothing else.',
  ],
  ['SessionStage', SessionStage, 'Where a session stands. ESCALATED can be reached from every other stage.'],
  [
    'Expects',
    Expects,
    'What the next utterance is expected to be, so that a voice client knows what to open.',
  ],
  ['InterviewTopic', InterviewTopic],
  ['Speaker', Speaker],
  ['CaseStatus', CaseStatus],
  [
    'Urgency',
    Urgency,
    'How soon a person must see the patient. Ordered, most urgent first.\n' +
      'EMERGENCY: now. URGENT: within 24 hours. SOON: within 2 weeks. ROUTINE: when convenient. SELF_CARE: advice is enough.',
  ],
  ['SexAtBirth', SexAtBirth],
  ['FitzpatrickSkinType', FitzpatrickSkinType],
  ['ConsentKind', ConsentKind],
  ['SpeakerRelation', SpeakerRelation, 'Who speaks for the patient.'],
  ['BodySite', BodySite],
  ['Texture', Texture],
  ['Duration', Duration],
  ['Progression', Progression],
  ['ShotType', ShotType],
  [
    'AssessmentSource',
    AssessmentSource,
    'EVIDENCE: rules and the reference cases nearest to this one; always available.\n' +
      'MEDGEMMA: the language model, given the same evidence.',
  ],
  ['Limitation', Limitation],
  ['EscalationStatus', EscalationStatus],
];

for (const [name, values, description] of ENUMS) registerEnumType(values, { name, description });
