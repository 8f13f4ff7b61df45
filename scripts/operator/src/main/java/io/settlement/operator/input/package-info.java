/** What an operator has typed or handed over in a file: read within bounds, refused in one line that says how to mend it. */
package io.settlement.operator.input;
