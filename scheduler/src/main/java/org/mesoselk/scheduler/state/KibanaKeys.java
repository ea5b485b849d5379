package org.mesoselk.scheduler.state;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.mesoselk.commons.kibana.EncryptionKeys;
import org.mesoselk.scheduler.core.model.Product;

/**
 * The secret of each group of Kibana instances: a node of its own below the framework's records, which nobody reads with them.
 * Made once; it never changes, because what Kibana has encrypted with it could not be read any more.
 */
public final class KibanaKeys {
    private static final String FOLDER = "keys";

    private final Tree tree;
    private final String base;
    /** {@code base} as an operator finds it, below the chroot. */
    private final String shown;

    private final Supplier<EncryptionKeys> fresh;

    record Document(EncryptionKeys secret) {}

    /**
     * @param chroot where the tree's root is in ZooKeeper, for messages; empty or a path
     * @param fresh makes one out of a secure random source
     */
    public KibanaKeys(Tree tree, String chroot, String frameworkName, Supplier<EncryptionKeys> fresh) {
        this.tree = tree;
        this.base = RecordStore.base(Product.KIBANA, frameworkName) + "/" + FOLDER;
        this.shown = chroot + base;
        this.fresh = fresh;
    }

    /**
     * Of this group; made when there is none. Whoever loses a race for that gets the winner's.
     *
     * @throws StoreUnavailableException when it is not known what is stored
     * @throws StoreRefusedException when what is stored cannot be used; it is left as it is
     */
    public EncryptionKeys of(String group) throws StoreUnavailableException {
        String path = base + "/" + group;
        tree.sync(base);
        Optional<EncryptionKeys> stored = read(group, path);
        if (stored.isPresent()) {
            return stored.get();
        }
        EncryptionKeys made = fresh.get();
        tree.createFolder(base);
        try {
            tree.transact(List.of(new Tree.Change.Create(path, Documents.write(new Document(made)))));
            return made;
        } catch (Tree.ConflictException e) {
            return read(group, path)
                    .orElseThrow(() -> new StoreUnavailableException(
                            "the encryption keys at " + shown + "/" + group + " were made and removed by others", e));
        }
    }

    private Optional<EncryptionKeys> read(String group, String path) throws StoreUnavailableException {
        return tree.read(path)
                .map(stored -> Documents.read(shown + "/" + group, stored.document(), Document.class)
                        .secret());
    }
}
