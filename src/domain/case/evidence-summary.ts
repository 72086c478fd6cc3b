import { type FitzpatrickSkinType } from '../vocabulary';

/** The similar cases by the colour of the skin that they show, as counts that sum to `cases`. */
export interface SkinToneSupport {
  /** The patient's own; null: not recorded, and then every case counts as `unknown`. */
  readonly patient: FitzpatrickSkinType | null;
  readonly cases: number;
  readonly same: number;
  /** One step of the Fitzpatrick scale away: as far as two people who judge one skin often differ. */
  readonly adjacent: number;
  /** Two steps away or more. */
  readonly distant: number;
  readonly unknown: number;
}

/** What one way of finding similar cases brought. */
export interface NeighbourSummary {
  readonly neighbours: number;
  /** Cosine similarity of the nearest; null if there is none. */
  readonly nearest: number | null;
  /** How alike the nearest must be for any of them to count (cosine); null if the index could not be asked. */
  readonly floor: number | null;
  /** How many records could have been found. */
  readonly held: number;
}

/** What an assessment rests on, in figures. */
export interface EvidenceSummary {
  readonly byPicture: NeighbourSummary;
  readonly byFindings: NeighbourSummary;
  readonly skinTones: SkinToneSupport;
  /** Of the similar cases, each once. */
  readonly licences: readonly string[];
}
