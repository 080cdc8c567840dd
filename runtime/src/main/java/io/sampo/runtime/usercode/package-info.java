/**
 * Code that programs bring along, where it is evaluated: {@link
 * io.sampo.runtime.usercode.SessionCode} holds the functions and the class loader of one session,
 * {@link io.sampo.runtime.usercode.WorkerCode} those of the sessions whose queries a worker has,
 * and {@link io.sampo.runtime.usercode.SessionFunctions} what an engine knows of its session's. A
 * session's classes are seen by nobody else and are gone when nobody evaluates them any more.
 */
@NullMarked
package io.sampo.runtime.usercode;

import org.jspecify.annotations.NullMarked;
