/** What people type and put into files: bounded, and refused in one line that says how to mend it. */
package io.settlement.cli.input;
