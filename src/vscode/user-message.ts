/** An error whose message is meant for people: what happened, why, and what to do now. */
export class UserMessage extends Error {
  override readonly name = 'UserMessage';
}
