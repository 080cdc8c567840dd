/**
 * Values as programs see them: rows, records, and their text.
 *
 * <p>Used by every front end, and by engines that hand out rows. {@link io.sampo.row.Row} documents
 * which Java class stands for which type; {@link io.sampo.row.RowValues} translates these into the
 * literals of {@link io.sampo.spec.Expression.Literal}, {@link io.sampo.row.RecordMapping} from and
 * to Java records, {@link io.sampo.row.ValueText} into text, {@link io.sampo.row.ShowTable} and
 * {@link io.sampo.row.JsonText} into tables and JSON. Depends on types and errors only; everything
 * here is immutable.
 */
@NullMarked
package io.sampo.row;

import org.jspecify.annotations.NullMarked;
