package io.sampo.bench.suite;

/**
 * A column of a table whose schema is given.
 *
 * @param type an SQL type, for example {@code DECIMAL(15,2)}
 */
public record TableColumn(String name, String type) {}
