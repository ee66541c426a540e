import Engine
import Testing

@Test func `an idempotency key is what its parts hash to, in every version`() {
  // SHA-256 of the parts, each with a NUL behind it, computed by another program: a repeat of a call that an older
  // version began must carry the same key.
  let key = IdempotencyKey.make(deployment: "d", matter: "m", wave: "w", partner: "p", dispatch: 12)
  #expect(key == "876403d8-6239-4375-8fd5-1ed89859bef0")
}
