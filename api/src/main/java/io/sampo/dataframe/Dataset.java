package io.sampo.dataframe;

import io.sampo.column.Column;
import io.sampo.error.Origin;
import io.sampo.row.RecordMapping;
import io.sampo.row.Row;
import io.sampo.spec.Expression;
import io.sampo.spec.Relation;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Consumer;

/**
 * A lazy table whose rows are handed out as records. Columns that the record does not name stay in
 * the table, but are not computed for actions that make records. Immutable and safe for use by many
 * threads.
 *
 * @param <R> the record of a row, see {@link RecordMapping}
 */
public final class Dataset<R extends Record> extends LazyTable {
  private final DataFrame rows;
  private final RecordMapping<R> mapping;
  private final RecordMapping.Reader<R> reader;

  Dataset(DataFrame rows, RecordMapping<R> mapping, RecordMapping.Reader<R> reader) {
    super(rows.context(), rows.relation());
    this.rows = rows;
    this.mapping = mapping;
    this.reader = reader;
  }

  /** The reader fits as long as the columns stay the same. */
  private Dataset<R> derived(DataFrame next) {
    return new Dataset<>(next, mapping, reader);
  }

  /** The untyped table. */
  public DataFrame toDF() {
    return rows;
  }

  /** A column of this table, see {@link DataFrame#col}. */
  public Column col(String name) {
    return rows.col(name);
  }

  /** The rows for which the condition is true. */
  public Dataset<R> filter(Column condition) {
    return derived(rows.filter(condition));
  }

  /** The rows for which the SQL condition is true. */
  public Dataset<R> filter(String condition) {
    return derived(rows.filter(condition));
  }

  /** The rows in order, see {@link DataFrame#orderBy(Column...)}. */
  public Dataset<R> orderBy(Column... columns) {
    return derived(rows.orderBy(columns));
  }

  public Dataset<R> orderBy(String first, String... more) {
    return derived(rows.orderBy(first, more));
  }

  /** The first {@code count} rows. */
  public Dataset<R> limit(int count) {
    return derived(rows.limit(count));
  }

  /** All but the first {@code count} rows. */
  public Dataset<R> offset(int count) {
    return derived(rows.offset(count));
  }

  public Dataset<R> distinct() {
    return derived(rows.distinct());
  }

  /**
   * All records in one list.
   *
   * @throws SampoException RESULT_TOO_LARGE when they are more than {@code
   *     sampo.driver.maxResultSize} allows
   */
  public List<R> collect() {
    var list = new ArrayList<R>();
    try (Records<R> records = new Records<>(gathered(selected()), reader)) {
      records.forEachRemaining(list::add);
    }
    return list;
  }

  /** Same as {@link #collect}. */
  public List<R> collectAsList() {
    return collect();
  }

  /** The first {@code count} records, or fewer when there are no more. */
  public List<R> take(int count) {
    return limit(count).collect();
  }

  /** Same as {@link #take}. */
  public List<R> head(int count) {
    return take(count);
  }

  /**
   * The first record.
   *
   * @throws NoSuchElementException when there is none
   */
  public R first() {
    var records = take(1);
    if (records.isEmpty()) {
      throw new NoSuchElementException("the Dataset is empty");
    }
    return records.getFirst();
  }

  /** Calls the consumer with one record after the other, in this thread and in bounded memory. */
  public void foreach(Consumer<? super R> consumer) {
    try (Records<R> records = toLocalIterator()) {
      records.forEachRemaining(consumer);
    }
  }

  /** Runs the query and hands out its records as they come, in bounded memory. */
  public Records<R> toLocalIterator() {
    return new Records<>(rows(selected()), reader);
  }

  /** The columns that records are made of. */
  private Relation selected() {
    var ordinals =
        reader.columns().stream()
            .<Expression>map(index -> new Expression.Ordinal(index, Origin.NONE))
            .toList();
    return new Relation.Project(relation(), ordinals, Origin.NONE);
  }

  /**
   * The records of a running query, for one thread. Closes itself at the end; closing earlier
   * cancels the query.
   *
   * @param <R> the record of a row
   */
  public static final class Records<R extends Record> implements Iterator<R>, AutoCloseable {
    private final RowIterator rows;
    private final RecordMapping.Reader<R> reader;

    private Records(RowIterator rows, RecordMapping.Reader<R> reader) {
      this.rows = rows;
      this.reader = reader;
    }

    @Override
    public boolean hasNext() {
      return rows.hasNext();
    }

    @Override
    public R next() {
      Row row = rows.next();
      return reader.readSelected(row);
    }

    @Override
    public void close() {
      rows.close();
    }
  }
}
