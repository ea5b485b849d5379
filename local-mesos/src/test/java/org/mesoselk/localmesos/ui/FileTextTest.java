package org.mesoselk.localmesos.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mesoselk.localmesos.agent.files.FilePiece;

class FileTextTest {

    @TempDir
    Path folder;

    @Test
    void piecesOfAnySizeMakeUpTheWholeText() throws IOException {
        String text = "plain, ünïcödé, 日本語 and 🦌🦌 end€";
        Path file = Files.writeString(folder.resolve("f"), text);
        for (int length = 4; length <= 40; length++) {
            StringBuilder all = new StringBuilder();
            long offset = 0;
            while (offset < Files.size(file)) {
                FileText piece = read(file, offset, length);
                assertThat(piece.begin()).isEqualTo(offset);
                all.append(piece.text());
                offset = piece.end();
            }
            assertThat(all.toString()).as("in pieces of %d bytes", length).isEqualTo(text);
        }
    }

    @Test
    void aPieceFromTheMiddleOfACharacterBeginsWithTheNext() throws IOException {
        Path file = Files.writeString(folder.resolve("f"), "🦌abc");
        assertThat(read(file, 2, 100)).isEqualTo(new FileText("abc", 4, 7, 7));
    }

    @Test
    void whatIsNoUtf8IsShownAndPassedOver() throws IOException {
        byte[] bytes = {'a', (byte) 0xff, (byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, 'b', (byte) 0xc3};
        Path file = Files.write(folder.resolve("f"), bytes);
        FileText whole = read(file, 0, 100);
        assertThat(whole.text()).startsWith("a\ufffd").endsWith("b");
        assertThat(whole.end()).as("the last may still become a character").isEqualTo(7);
        assertThat(read(file, 7, 100)).isEqualTo(new FileText("\ufffd", 7, 8, 8));
        assertThat(read(file, 2, 3).end()).isEqualTo(5);
    }

    @Test
    void afterTheEndThereIsNothing() throws IOException {
        Path file = Files.write(folder.resolve("f"), "abc".getBytes(StandardCharsets.UTF_8));
        assertThat(read(file, 1000, 10)).isEqualTo(new FileText("", 3, 3, 3));
    }

    private static FileText read(Path file, long offset, long length) throws IOException {
        return FileText.of(FilePiece.read(file, OptionalLong.of(offset), OptionalLong.of(length)));
    }
}
