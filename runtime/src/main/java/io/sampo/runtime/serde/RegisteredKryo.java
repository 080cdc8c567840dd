package io.sampo.runtime.serde;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Registration;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.util.DefaultClassResolver;
import com.esotericsoftware.kryo.util.MapReferenceResolver;
import com.esotericsoftware.kryo.util.Util;
import org.jspecify.annotations.Nullable;

/** Kryo with the registered classes and no others. Used by one thread at a time. */
final class RegisteredKryo extends Kryo {
  /** Deeper trees than this end in an error rather than an exhausted stack. */
  private static final int MOST_DEPTH = 4096;

  private final Registrations registrations;

  RegisteredKryo(Registrations registrations) {
    super(new Numbers(), new References());
    this.registrations = registrations;
    setMaxDepth(MOST_DEPTH);
    for (Registrations.Registered registered : registrations.all()) {
      register(registered.type(), registered.serializer(), registered.id());
    }
  }

  @Override
  @SuppressWarnings("rawtypes") // Kryo declares it so
  public Registration getRegistration(Class type) {
    // Kryo's constructor asks before there are registrations.
    Class<?> as = registrations == null ? type : registrations.registeredAs(type);
    Registration found = getClassResolver().getRegistration(as);
    if (found == null) {
      throw new UnregisteredClassException(type);
    }
    return found;
  }

  /**
   * Classes go by number only: a name in the bytes would have a class loaded. Kryo's own numbers
   * are refused too, since its serializers believe any length.
   */
  private static final class Numbers extends DefaultClassResolver {
    @Override
    public @Nullable Registration readClass(Input input) {
      Registration found = super.readClass(input);
      if (found != null && found.getId() < Registrations.FIRST_ID) {
        throw new MalformedBytesException("a class by Kryo's own number " + found.getId());
      }
      return found;
    }

    @Override
    protected Registration readName(Input input) {
      throw new MalformedBytesException("a class by its name");
    }
  }

  /** What is written once and then referred to: all but small values. */
  private static final class References extends MapReferenceResolver {
    @Override
    @SuppressWarnings("rawtypes") // Kryo declares it so
    public boolean useReferences(Class type) {
      return !Util.isWrapperClass(type) && !Enum.class.isAssignableFrom(type);
    }
  }
}
