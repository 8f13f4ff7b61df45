package io.settlement.load.door;

/**
 * What the bulk door said about one transfer.
 *
 * @param code 202, 422, 409, 400, 429 or 503, as a single request would have had it as its status
 * @param transferId 0 where no transfer came back
 * @param detail the problem's detail, or its reason where that is all there is; empty for a transfer
 */
record ItemAnswer(String key, int code, long transferId, String detail) {

    private static final int ACCEPTED = 202;
    private static final int REJECTED = 422;

    boolean isTransfer() {
        return code == ACCEPTED || code == REJECTED;
    }

    boolean isAccepted() {
        return code == ACCEPTED;
    }

    boolean isUndecided() {
        return code == Door.TOO_MANY_REQUESTS || code == Door.UNAVAILABLE;
    }
}
