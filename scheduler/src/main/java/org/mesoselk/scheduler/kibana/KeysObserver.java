package org.mesoselk.scheduler.kibana;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.mesoselk.commons.kibana.EncryptionKeys;
import org.mesoselk.scheduler.core.model.Input;
import org.mesoselk.scheduler.core.model.KeysView;
import org.mesoselk.scheduler.runtime.Looking;
import org.mesoselk.scheduler.state.StoreRefusedException;
import org.mesoselk.scheduler.state.StoreUnavailableException;

/** Tells the encryption keys of each group, once they are known; until then, why they are not. For whoever leads. */
public final class KeysObserver implements AutoCloseable {
    private static final Duration TRIED_AGAIN = Duration.ofSeconds(1);
    private static final Duration KNOWN = Duration.ofHours(1);

    private final Finder keys;
    private final Consumer<Input> inputs;
    private final Set<String> missing;
    private final Map<String, String> told = new HashMap<>();
    private final Looking looking;

    /** Reads the keys of a group, or makes them. */
    public interface Finder {
        EncryptionKeys of(String group) throws StoreUnavailableException;
    }

    public KeysObserver(Finder keys, Set<String> groups, Consumer<Input> inputs) {
        this.keys = keys;
        this.inputs = inputs;
        this.missing = new TreeSet<>(groups);
        this.looking =
                new Looking("keys-observer", this::look, () -> missing.isEmpty() ? KNOWN : TRIED_AGAIN, Duration.ZERO);
    }

    public void start() {
        looking.start();
    }

    private void look() {
        for (String group : List.copyOf(missing)) {
            try {
                inputs.accept(new Input.KeysSeen(group, new KeysView.Known(keys.of(group))));
                missing.remove(group);
            } catch (StoreUnavailableException | StoreRefusedException e) {
                if (!e.getMessage().equals(told.put(group, e.getMessage()))) {
                    inputs.accept(new Input.KeysSeen(group, new KeysView.Unknown(e.getMessage())));
                }
            }
        }
    }

    @Override
    public void close() {
        looking.close();
    }
}
