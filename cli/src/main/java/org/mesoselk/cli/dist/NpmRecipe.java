package org.mesoselk.cli.dist;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Properties;

/**
 * Of what a Kibana is made, pinned.
 *
 * @param node its Node.js, for Linux on x86-64
 * @param git the dependency that is a git repository
 */
record NpmRecipe(String version, Pack kibana, Pack node, GitDependency git) {

    /**
     * A package of the registry.
     *
     * @param name with its version, e.g. kibana@5.1.1
     * @param integrity as npm writes it: sha512- and Base64
     */
    record Pack(String name, String integrity) {

        /** In lower-case hex. */
        String sha512() {
            return HexFormat.of().formatHex(Base64.getDecoder().decode(integrity.substring("sha512-".length())));
        }
    }

    /** @param version of the package that takes the place of {@code name} where {@code dependent} wants it */
    record GitDependency(String name, String dependent, String version) {}

    static NpmRecipe pinned(Properties properties) {
        return new NpmRecipe(
                properties.getProperty("version"),
                pack(properties, "kibana"),
                pack(properties, "node"),
                new GitDependency(
                        properties.getProperty("git.dependency"),
                        properties.getProperty("git.dependency.of"),
                        properties.getProperty("git.dependency.version")));
    }

    private static Pack pack(Properties properties, String key) {
        return new Pack(properties.getProperty(key), properties.getProperty(key + ".integrity"));
    }
}
