package org.mesoselk.cli.chaos;

import java.nio.file.Path;
import java.util.List;
import org.mesoselk.cli.local.Checkout;
import org.mesoselk.cli.local.Installation;

/** The processes of a home, started again as {@code elk up} starts them. */
record HomeServices(Installation installation, Checkout checkout, Path elasticsearch) implements Keeper.Services {

    @Override
    public List<String> missing() {
        return installation.names().stream()
                .filter(name -> installation.running(name).isEmpty())
                .toList();
    }

    @Override
    public void start(String name) {
        installation.launch(name, checkout, elasticsearch);
    }

    @Override
    public String lastWords(String name) {
        return installation.lastWords(name);
    }
}
