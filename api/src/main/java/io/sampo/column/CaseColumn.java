package io.sampo.column;

import io.sampo.error.Origin;
import io.sampo.spec.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A CASE under construction or, once {@code otherwise} is set, finished. */
final class CaseColumn extends Column {
  private final List<Branch> branches;
  private final @Nullable Column otherwise;

  CaseColumn(List<Branch> branches, @Nullable Column otherwise) {
    super(
        text(branches, otherwise),
        parser ->
            new Expression.CaseWhen(
                branches.stream()
                    .map(branch ->
                        new Expression.CaseWhen.Branch(
                            branch.condition().expression(parser),
                            branch.value().expression(parser)))
                    .toList(),
                Optional.ofNullable(otherwise).map(value -> value.expression(parser)),
                Origin.NONE));
    this.branches = branches;
    this.otherwise = otherwise;
  }

  record Branch(Column condition, Column value) {}

  @Override
  public Column when(Column condition, @Nullable Object value) {
    if (otherwise != null) {
      throw notAllowed("when");
    }
    var longer = new ArrayList<>(branches);
    longer.add(new Branch(condition, literal(value)));
    return new CaseColumn(List.copyOf(longer), null);
  }

  @Override
  public Column otherwise(@Nullable Object value) {
    if (otherwise != null) {
      throw notAllowed("otherwise");
    }
    return new CaseColumn(branches, literal(value));
  }

  private static String text(List<Branch> branches, @Nullable Column otherwise) {
    return branches.stream()
        .map(branch -> " WHEN " + branch.condition() + " THEN " + branch.value())
        .collect(
            Collectors.joining(
                "", "CASE", otherwise == null ? " END" : " ELSE " + otherwise + " END"));
  }
}
