package io.settlement.bench.contender;

import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;

/**
 * A database in XA transactions. Connector/J calls two databases of one server the same resource, whereupon a manager
 * wants the second to join the first one's branch, and no server of the MySQL family can join.
 */
record BranchOfItsOwn(XAResource database) implements XAResource {

    @Override
    public boolean isSameRM(XAResource other) {
        return other == this;
    }

    @Override
    public void start(Xid branch, int flags) throws XAException {
        database.start(branch, flags);
    }

    @Override
    public void end(Xid branch, int flags) throws XAException {
        database.end(branch, flags);
    }

    @Override
    public int prepare(Xid branch) throws XAException {
        return database.prepare(branch);
    }

    @Override
    public void commit(Xid branch, boolean onePhase) throws XAException {
        database.commit(branch, onePhase);
    }

    @Override
    public void rollback(Xid branch) throws XAException {
        database.rollback(branch);
    }

    @Override
    public void forget(Xid branch) throws XAException {
        database.forget(branch);
    }

    @Override
    public Xid[] recover(int flags) throws XAException {
        return database.recover(flags);
    }

    @Override
    public int getTransactionTimeout() throws XAException {
        return database.getTransactionTimeout();
    }

    @Override
    public boolean setTransactionTimeout(int seconds) throws XAException {
        return database.setTransactionTimeout(seconds);
    }
}
