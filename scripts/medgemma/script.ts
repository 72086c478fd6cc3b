import { Behaviour, behaviourQuotedIn } from './behaviours';
import { type SeenRequest } from './request-log';

/** What is known of a question before it is decided how it is answered. */
export type UndecidedRequest = Omit<SeenRequest, 'behaviour'>;

/** Decides how each question is answered. */
export interface Script {
  /** The next questions get these, one each; the last one stays. */
  set(behaviours: readonly Behaviour[]): void;
  /** Asked before the list is; null: by the list. */
  chooseBy(choose: (request: UndecidedRequest) => Behaviour | null): void;
  /** A request for repair gets the behaviour of the answer that it quotes, and takes nothing from the list. */
  next(request: UndecidedRequest, text: string): Behaviour;
}

/** A script that begins with these. */
export function makeScript(behaviours: readonly Behaviour[]): Script {
  let left = [...behaviours];
  let choose: (request: UndecidedRequest) => Behaviour | null = () => null;
  return {
    set(next) {
      left = [...next];
    },
    chooseBy(by) {
      choose = by;
    },
    next(request, text) {
      const quoted = behaviourQuotedIn(text);
      if (quoted !== null) return quoted === Behaviour.REPAIRABLE ? Behaviour.GOOD : quoted;
      const chosen = choose(request);
      if (chosen !== null) return chosen;
      return (left.length > 1 ? left.shift() : left[0]) ?? Behaviour.GOOD;
    },
  };
}
