/**
 * Reading JSON: one record a line, or with {@code multiline} whole files of objects and arrays.
 *
 * <p>Entry point: {@link io.sampo.runtime.source.json.JsonFormat}. {@code JsonCursor} walks over
 * text in raw memory, {@code JsonRecords} finds the records of a split, {@code JsonColumn} takes
 * their values; nested values are encoded by {@link io.sampo.codegen.vector.NestedCodec}.
 */
@NullMarked
package io.sampo.runtime.source.json;

import org.jspecify.annotations.NullMarked;
