package io.settlement.reconciliation;

/** A transfer as a test book knows it. */
record Moved(long id, long source, long destination, long amount, String currency, long debitTxn) {

    Moved to(long otherDestination) {
        return new Moved(id, source, otherDestination, amount, currency, debitTxn);
    }

    Moved of(long otherAmount) {
        return new Moved(id, source, destination, otherAmount, currency, debitTxn);
    }

    Moved in(String otherCurrency) {
        return new Moved(id, source, destination, amount, otherCurrency, debitTxn);
    }

    String subject() {
        return "transfer " + id;
    }
}
