import com.adobe.epubcheck.tool.EpubChecker;

/** Runs EPUBCheck over many files in one virtual machine: {@code java -cp epubcheck.jar EpubCheckAll.java OUT FILE...} writes OUT/0.json, OUT/1.json … */
public class EpubCheckAll {
    public static void main(String[] arguments) {
        for (int i = 1; i < arguments.length; i++) {
            String report = arguments[0] + "/" + (i - 1) + ".json";
            new EpubChecker().run(new String[] {arguments[i], "--usage", "--quiet", "--locale", "en", "--json", report});
        }
    }
}
