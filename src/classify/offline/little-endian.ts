const IS_BIG_ENDIAN = new Uint8Array(Uint32Array.of(1).buffer)[0] === 0;

/** Turns numbers of this machine into little-endian ones or back, in place; nearly every machine is little-endian itself. */
export function toLittleEndian(numbers: Uint32Array): Uint32Array {
  if (IS_BIG_ENDIAN) Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength).swap32();
  return numbers;
}
