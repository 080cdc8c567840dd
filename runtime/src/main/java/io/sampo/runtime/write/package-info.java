/**
 * What one attempt of a task writes: files in a folder of its own below a staging folder, named to
 * whoever commits. {@link io.sampo.runtime.write.AttemptFiles} is the way in; {@link
 * io.sampo.runtime.write.FileWriters} opens files by format.
 */
@NullMarked
package io.sampo.runtime.write;

import org.jspecify.annotations.NullMarked;
