package org.mesoselk.cli.dist;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.mesoselk.cli.home.Trees;
import org.mesoselk.cli.progress.Progress;

/** A Kibana of packages: fetched, its dependencies installed, its bundles made by starting it once. */
record KibanaFromNpm(NpmRecipe recipe, Npm npm) implements Assembly {

    private static final String ARCHITECTURE = "amd64";

    /** They are for its developers, and what they need is not installed. */
    private static final List<String> FOR_DEVELOPERS =
            List.of("src/core_plugins/tests_bundle", "src/core_plugins/testbed");

    private static final Pattern TRIAL =
            Pattern.compile("\\s*<h1>\\{\\{info}}</h1>\\s*<table border='1'>.*?</table>", Pattern.DOTALL);

    @Override
    public Assembled in(Path work, Progress.Step step) throws IOException, InterruptedException {
        String here = System.getProperty("os.arch");
        if (!here.equals(ARCHITECTURE)) {
            throw new IOException("its " + recipe.node().name() + " runs on x86-64 only, and this machine is " + here
                    + ": name a Kibana with --kibana-home or --kibana-url");
        }
        npm.require(work);
        Path kibana = npm.pack(recipe.kibana(), Files.createDirectory(work.resolve("kibana")), step);
        Path node = npm.pack(recipe.node(), Files.createDirectory(work.resolve("node")), step);
        Path home = unpack(kibana, work.resolve("unpacked-kibana"), step);
        prepare(home);
        npm.install(home, work.resolve("npm-install.log"), step);
        for (String folder : FOR_DEVELOPERS) {
            Trees.delete(home.resolve(folder));
        }
        Files.createDirectories(home.resolve("plugins"));
        Files.createDirectories(home.resolve("data"));
        takeNode(unpack(node, work.resolve("unpacked-node"), step), home);
        Optional<String> fault = Product.KIBANA.fault(home);
        if (fault.isPresent()) {
            throw new IOException("what came " + fault.get() + ", so it is no Kibana");
        }
        new Optimise(home, work, Unprivileged.ofThisHost()).run(step);
        Permissions.everybodyReads(home);
        return new Assembled(home, recipe.kibana().sha512());
    }

    private static Path unpack(Path archive, Path into, Progress.Step step) throws IOException {
        Unpack.archive(archive, into, step);
        return ArchiveAssembly.onlyDirectory(into);
    }

    /** What configures npm is the user's, never a package's. */
    private void prepare(Path home) throws IOException {
        Files.deleteIfExists(home.resolve(".npmrc"));
        WithoutGit without = new WithoutGit(recipe.git());
        Path description = home.resolve("package.json");
        Files.write(description, without.description(Files.readAllBytes(description)));
        writeNothing(home.resolve("src").resolve("cli").resolve("index.js"));
        withoutTrial(home.resolve("src/core_plugins/kibana/public/discover/index.html"));
        Path lock = home.resolve("yarn.lock");
        if (Files.exists(lock)) {
            Files.writeString(lock, without.lock(Files.readString(lock, StandardCharsets.UTF_8)));
        }
    }

    /**
     * The package has the sources that Kibana's builds are made of, and Babel, which at each start stores in the tree what it has
     * made of them. The members cannot write there, and it would save them 3 s of 12.
     */
    private static void writeNothing(Path program) throws IOException {
        Files.writeString(program, "process.env.BABEL_DISABLE_CACHE = '1';\n" + Files.readString(program));
    }

    /** Who published the package again has left a trial in it: a table of ids above the one that Discover is for. */
    private static void withoutTrial(Path page) throws IOException {
        if (Files.exists(page)) {
            Files.writeString(page, TRIAL.matcher(Files.readString(page)).replaceFirst(""));
        }
    }

    /** To where official distributions have theirs. */
    private static void takeNode(Path unpacked, Path home) throws IOException {
        Path bin = Files.createDirectories(home.resolve("node").resolve("bin"));
        Files.move(unpacked.resolve("bin").resolve("node"), bin.resolve("node"));
        Path licence = unpacked.resolve("LICENSE");
        if (Files.exists(licence)) {
            Files.move(licence, home.resolve("node").resolve("LICENSE"));
        }
    }
}
