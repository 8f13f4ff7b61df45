/**
 * The contenders: this project in three forms, the ways of moving money that it is compared with, and the bound. Each is
 * written as well as its kind can be, and says in its class comment and its profile what it does not guarantee.
 */
package io.settlement.bench.contender;
