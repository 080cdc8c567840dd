/**
 * Writes become visible at once or never. A {@link io.sampo.runtime.commit.WriteJob} has a staging
 * folder, in which attempts of tasks write what nobody else sees, and one moment in which the files
 * that it is told of become part of the target:
 *
 * <ul>
 *   <li>A target that does not exist is made complete in the staging folder and appears by one
 *       renaming.
 *   <li>A folder that exists gets a {@link io.sampo.runtime.commit.CommitRecord}, again by one
 *       renaming: which files to remove and which to move in. From then on the write has happened.
 *       Who finds a record, the writer itself, the next one, or a reader, does what it says, under
 *       a lock of the folder; doing it twice does no harm. The record goes last.
 * </ul>
 *
 * <p>Readers list folders by {@link io.sampo.runtime.commit.FolderSnapshot}, which sees all of a
 * write or nothing. A writer holds a lock of its own while it lives; the staging folders of those
 * that died are removed by the next writer to the same target. All names that are made here begin
 * with {@code _} or {@code .}, which readers leave out. A process may die at any point; that files
 * survive a loss of power is up to the file system.
 */
@NullMarked
package io.sampo.runtime.commit;

import org.jspecify.annotations.NullMarked;
