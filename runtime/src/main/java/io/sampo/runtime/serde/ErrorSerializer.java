package io.sampo.runtime.serde;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.error.Span;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An error with its code, parameters, place, causes and stack traces. A cause of another class
 * becomes a {@link RemoteCause}.
 */
final class ErrorSerializer extends Serializer<SampoException> {
  private static final int MOST_CAUSES = 16;
  private static final int MOST_FRAMES = 64;

  private static final byte NO_CAUSE = 0;
  private static final byte SAMPO = 1;
  private static final byte OTHER = 2;

  @Override
  public void write(Kryo kryo, Output output, SampoException error) {
    writeError(kryo, output, error, 0);
  }

  @Override
  public SampoException read(Kryo kryo, Input input, Class<? extends SampoException> type) {
    return readError(kryo, input, 0);
  }

  private static void writeError(Kryo kryo, Output output, SampoException error, int depth) {
    kryo.writeObject(output, error.code());
    Map<String, String> parameters = error.parameters();
    Lengths.write(output, parameters.size());
    parameters.forEach((key, value) -> {
      ValueSerializer.writeText(output, key);
      ValueSerializer.writeText(output, value);
    });
    kryo.writeObjectOrNull(output, error.span(), Span.class);
    writeCause(kryo, output, error.getCause(), depth);
    writeFrames(output, error.getStackTrace());
  }

  private static SampoException readError(Kryo kryo, Input input, int depth) {
    ErrorCode code = kryo.readObject(input, ErrorCode.class);
    int size = Lengths.read(input, 2);
    var parameters = new LinkedHashMap<String, String>();
    for (int i = 0; i < size; i++) {
      String key = ValueSerializer.readText(input);
      parameters.put(key, ValueSerializer.readText(input));
    }
    Span span = kryo.readObjectOrNull(input, Span.class);
    var error = new SampoException(code, parameters, span, readCause(kryo, input, depth));
    error.setStackTrace(readFrames(input));
    return error;
  }

  private static void writeCause(Kryo kryo, Output output, @Nullable Throwable cause, int depth) {
    if (cause == null || depth >= MOST_CAUSES) {
      output.writeByte(NO_CAUSE);
    } else if (cause instanceof SampoException known) {
      output.writeByte(SAMPO);
      writeError(kryo, output, known, depth + 1);
    } else {
      output.writeByte(OTHER);
      ValueSerializer.writeText(output, cause.toString());
      writeCause(kryo, output, cause.getCause(), depth + 1);
      writeFrames(output, cause.getStackTrace());
    }
  }

  private static @Nullable Throwable readCause(Kryo kryo, Input input, int depth) {
    byte kind = input.readByte();
    if (kind == NO_CAUSE) {
      return null;
    }
    if (kind < 0 || kind > OTHER || depth >= MOST_CAUSES) {
      throw new MalformedBytesException("cause of kind " + kind);
    }
    if (kind == SAMPO) {
      return readError(kryo, input, depth + 1);
    }
    String text = ValueSerializer.readText(input);
    var cause = new RemoteCause(text, readCause(kryo, input, depth + 1));
    cause.setStackTrace(readFrames(input));
    return cause;
  }

  private static void writeFrames(Output output, StackTraceElement[] frames) {
    int count = Math.min(frames.length, MOST_FRAMES);
    Lengths.write(output, count);
    for (int i = 0; i < count; i++) {
      ValueSerializer.writeText(output, frames[i].getClassName());
      ValueSerializer.writeText(output, frames[i].getMethodName());
      ValueSerializer.writeText(output, String.valueOf(frames[i].getFileName()));
      output.writeVarInt(frames[i].getLineNumber(), false);
    }
  }

  private static StackTraceElement[] readFrames(Input input) {
    var frames = new StackTraceElement[Lengths.read(input, 4)];
    for (int i = 0; i < frames.length; i++) {
      String owner = ValueSerializer.readText(input);
      String method = ValueSerializer.readText(input);
      String file = ValueSerializer.readText(input);
      frames[i] = new StackTraceElement(owner, method, file, input.readVarInt(false));
    }
    return frames;
  }
}
