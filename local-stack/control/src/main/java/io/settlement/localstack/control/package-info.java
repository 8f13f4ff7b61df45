/**
 * The commands of the local stack: {@code up}, {@code down}, {@code status}, {@code demo} and {@code migrate}, behind the
 * scripts of the same names. Here engines, databases, configuration and services become one system that is started
 * together, and nothing here is needed by a service: whoever runs engines of his own starts the service jars with
 * properties and uses {@code migrate} alone.
 *
 * <p>A data folder holds everything that one stack keeps. Its settings are recorded there at the first start, so that
 * later commands need only the folder. {@code down} trusts nothing but the process records that it finds in it.
 */
package io.settlement.localstack.control;
