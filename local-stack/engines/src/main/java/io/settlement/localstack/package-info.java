/**
 * The real engines as processes of their own: MariaDB or MySQL, RocketMQ's name server and broker, and Nacos, all taken
 * from Maven Central artifacts (MySQL alone has to be given) and started on loopback. The local stack's commands and the integration tests of every other
 * module start them through the same classes, so that what is tested is what an operator runs.
 *
 * <p>An engine outlives the JVM that started it: a record of its process id and start time stands in its data folder, and
 * any later JVM finds it there, checks it and stops it, and never signals a foreign process that was given the same id
 * since. {@link io.settlement.localstack.Lifetime#THIS_JVM} turns that round for tests. Linux only.
 *
 * <p>This is a development and test stack. Nothing here is meant for production.
 */
package io.settlement.localstack;
