/** What a drill needs of the system that it strikes. Whoever can start, kill and cut off its parts implements it. */
package io.settlement.drill.system;
