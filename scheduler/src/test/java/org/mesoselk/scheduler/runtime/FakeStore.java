package org.mesoselk.scheduler.runtime;

import java.util.List;
import java.util.function.BiPredicate;
import org.mesoselk.scheduler.core.model.Operation;
import org.mesoselk.scheduler.core.model.Records;
import org.mesoselk.scheduler.core.model.Spec;
import org.mesoselk.scheduler.state.Store;
import org.mesoselk.scheduler.state.StoreTooLongException;
import org.mesoselk.scheduler.state.StoreUnavailableException;

/** A store that fails as it is told, before or after it has stored. */
final class FakeStore implements Store {
    enum Failure {
        NONE,
        NOT_DONE,
        DONE,
        /** Answers what is read, and stores nothing. */
        READS_ONLY
    }

    Records stored;
    Failure failing = Failure.NONE;
    Runnable whileWriting = () -> {};
    BiPredicate<Records, Records> tooLong = (before, after) -> false;
    private final List<String> story;

    FakeStore(Records first, List<String> story) {
        this.stored = first;
        this.story = story;
    }

    @Override
    public Records takeOver(Spec first) {
        return stored;
    }

    @Override
    public Records load() throws StoreUnavailableException {
        fail();
        return stored;
    }

    @Override
    public void write(Records before, Records after) throws StoreUnavailableException {
        if (tooLong.test(before, after)) {
            throw new StoreTooLongException("the records are too long", 10, 6);
        }
        if (failing == Failure.READS_ONLY) {
            throw new StoreUnavailableException("ZooKeeper stores nothing", null);
        }
        if (failing == Failure.DONE) {
            stored = after;
        }
        fail();
        whileWriting.run();
        story.add("write " + after.frameworkId().orElse("none"));
        stored = after;
    }

    @Override
    public List<Operation> history() {
        return List.of();
    }

    @Override
    public void confirm() throws StoreUnavailableException {
        fail();
    }

    private void fail() throws StoreUnavailableException {
        if (failing == Failure.NOT_DONE || failing == Failure.DONE) {
            throw new StoreUnavailableException("ZooKeeper is away", null);
        }
    }
}
