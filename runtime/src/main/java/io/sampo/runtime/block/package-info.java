/**
 * Rows as bytes: the form of spill files, of blocks of the exchange and of cached data.
 *
 * <p>A <em>frame</em> is a header and some buffers, each compressed on its own or stored as it is,
 * under one CRC-32C over all of it, so that a flipped bit is always noticed; only frames of kind 3,
 * which others keep a checksum of, have none. Integers are little-endian:
 *
 * <pre>
 *  0  int    magic "SBLK"
 *  4  byte   version, now 1
 *  5  byte   compression: 0 none, 1 LZ4 (raw block), 2 Zstandard
 *  6  short  kind: 1 columns, 2 rows, 3 columns without a checksum
 *  8  int    rows
 * 12  int    number of buffers
 * 16  long   bytes of the frame
 * 24  int    CRC-32C of everything but these four bytes
 * 28  int    columns, or the width of a row
 * 32         for each buffer: int raw bytes, int stored bytes; equal when it is not compressed
 *            the buffers, each from a multiple of 8 on
 * </pre>
 *
 * <p>Of columns the buffers are Arrow's: validity bitmap (empty when nothing is null), then values,
 * or offsets and bytes for everything that is a {@link io.sampo.codegen.vector.StringView} in
 * memory: text, binary, and nested values in the encoding they have in batches. Unlike Arrow's,
 * booleans take a byte. Of rows there are two buffers: the rows, and the bytes of their long
 * strings, which the rows refer to by offset.
 *
 * <p>Encoders and decoders are used by one thread at a time. Memory comes from the allocator they
 * are given.
 */
@NullMarked
package io.sampo.runtime.block;

import org.jspecify.annotations.NullMarked;
