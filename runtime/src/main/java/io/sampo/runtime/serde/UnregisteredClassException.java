package io.sampo.runtime.serde;

/** A value of a class that no root leads to. */
final class UnregisteredClassException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnregisteredClassException(Class<?> type) {
    super(
        type.getName()
            + " is not registered: no family that a SerializedFamilies names leads to it");
  }
}
