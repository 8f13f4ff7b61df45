/**
 * The launcher of the real Nacos server. It is the only code here: everything else on this module's class path is the
 * Nacos server as its authors wrote it, under the Spring Boot 2.7 it was built for. It runs in a process of its own
 * because that Spring Boot and the services' cannot share one.
 */
package io.settlement.localstack.nacos;
