/**
 * Nacos as the source of the client's producers. A module of its own, because the client is put into programs that know no
 * registry.
 */
package io.settlement.client.nacos;
