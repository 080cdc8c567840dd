/**
 * What the text formats share: reading bytes of plain, compressed and transcoded files, parsers
 * from text to values, and the inference of types.
 *
 * <p>Used by the CSV and JSON packages. Parsers work on raw addresses and never read more than
 * {@link io.sampo.runtime.source.text.ByteInput#PADDING} bytes behind a value, so buffers are that
 * much longer than their content.
 */
@NullMarked
package io.sampo.runtime.source.text;

import org.jspecify.annotations.NullMarked;
