import java.io.File;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;

/** The text of PDFs as PDFBox, and with it Tika, extracts it: PdfBox FOLDER FILE.pdf... writes FOLDER/NUMBER.txt. */
public final class PdfBox {
    public static void main(String[] args) throws Exception {
        for (int i = 1; i < args.length; i++) {
            try (PDDocument document = PDDocument.load(new File(args[i]))) {
                PDFTextStripper stripper = new PDFTextStripper();
                stripper.setPageEnd("\f");
                java.nio.file.Files.writeString(java.nio.file.Path.of(args[0], (i - 1) + ".txt"), stripper.getText(document));
            }
        }
    }
}
