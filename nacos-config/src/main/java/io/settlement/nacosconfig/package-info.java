/**
 * What may stand in Nacos, and the checks that come before anything is published: a document is held against the records
 * that its service binds, unknown keys included. Needs no Nacos.
 */
package io.settlement.nacosconfig;
