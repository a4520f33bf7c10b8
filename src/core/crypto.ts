// The ports for hashing and for checking a signature: node:crypto fills them in keeper and command line, noble in the browser.

/** Both are synchronous and pure. */
export interface Crypto {
  /** SHA-256 over the pieces, one after the other; 32 bytes. */
  readonly sha256: (...pieces: readonly Uint8Array[]) => Uint8Array
  /**
   * Whether `signature` is over `data` by the key whose SubjectPublicKeyInfo (DER) is `spki`: Ed25519, ECDSA P-256 with SHA-256
   * (DER signature) or RSASSA-PKCS1-v1_5 with SHA-256. A key or signature that cannot be read answers false; it never throws.
   */
  readonly verify: (spki: Uint8Array, data: Uint8Array, signature: Uint8Array) => boolean
}
