package org.mesoselk.cli;

import picocli.CommandLine;

/** Gives each command the console that it runs at. */
record CommandFactory(Console console) implements CommandLine.IFactory {

    @Override
    public <K> K create(Class<K> type) throws Exception {
        try {
            return type.cast(type.getDeclaredConstructor(Console.class).newInstance(console));
        } catch (NoSuchMethodException ofPicocliItself) {
            return CommandLine.defaultFactory().create(type);
        }
    }
}
