/**
 * Faults on purpose: on the wire, in a process, at a statement.
 *
 * <p>A test that claims "no fault loses a cent" has to make the fault happen at one exact place and then has to know
 * that it did happen. So every fault here is switched by the test, says when it has struck, and is undone by
 * {@code close()}. {@link io.settlement.faults.TcpFaultProxy} spoils a TCP link;
 * {@link io.settlement.faults.MySqlFaultProxy} does so at a chosen MySQL command, most of all at COMMIT;
 * {@link io.settlement.faults.ProcessPause} makes zombies; {@link io.settlement.faults.ChildJvm} and
 * {@link io.settlement.faults.Checkpoints} stop or kill a process at a named line;
 * {@link io.settlement.faults.FaultyDataSource} spoils and records statements inside the process.
 *
 * <p>Waiting methods take a {@link java.time.Duration} and throw {@link java.lang.IllegalStateException} when it has
 * passed: a fault that never struck must fail a test, not pass it. Only the JDK is needed.
 */
package io.settlement.faults;
