/** Writing JSON lines. Entry point: {@link io.sampo.runtime.sink.json.JsonFileWriter}. */
@NullMarked
package io.sampo.runtime.sink.json;

import org.jspecify.annotations.NullMarked;
