using System.Text.RegularExpressions;

namespace Hindcast.Tests.Unit.Conventions;

public sealed partial class SourceFileTests
{
    private const int MaxLines = 700;

    private static readonly string[] Folders = [".ci", "src", "tests", "bench", "packs", "docs", "samples"];

    private static readonly string[] TextPatterns =
        ["*.cs", "*.csproj", "*.css", "*.csv", "*.json", "*.log", "*.md", "*.props", "*.sh", "*.slnx", "*.txt", "*.yml"];

    private static IEnumerable<string> Code =>
        new[] { "src", "tests", "bench" }.SelectMany(folder => Checkout.Files(folder, "*.cs"));

    private static IEnumerable<string> Text =>
        TextPatterns.SelectMany(pattern => Checkout.TopFiles(pattern).Concat(Folders.SelectMany(folder => Checkout.Files(folder, pattern))));

    [Fact]
    public void Namespace_is_the_folder()
    {
        IEnumerable<string> wrong = Code.Where(path =>
        {
            string expected = Path.GetDirectoryName(path)!.Replace('\\', '/');
            expected = expected[(expected.IndexOf('/', StringComparison.Ordinal) + 1)..].Replace('/', '.');
            return !Checkout.Read(path).Contains($"\nnamespace {expected};", StringComparison.Ordinal)
                && !Checkout.Read(path).StartsWith($"namespace {expected};", StringComparison.Ordinal)
                && Path.GetFileName(path) != "Program.cs";
        });
        Assert.Empty(wrong);
    }

    [Fact]
    public void A_file_of_src_holds_one_public_type_and_has_its_name()
    {
        List<string> wrong = [];
        foreach (string path in Checkout.Files("src", "*.cs"))
        {
            string[] types = [.. PublicType().Matches(Checkout.Read(path)).Select(m => m.Groups[1].Value)];
            if (types.Length > 1 || (types.Length == 1 && types[0] != Path.GetFileNameWithoutExtension(path)))
            {
                wrong.Add($"{path}: {string.Join(", ", types)}");
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void No_source_file_is_over_700_lines() =>
        Assert.DoesNotContain(Checkout.Files("src", "*.cs"), path => Checkout.Read(path).Count(c => c == '\n') > MaxLines);

    [Fact]
    public void Source_files_end_lines_with_a_line_feed_and_have_no_byte_order_mark() =>
        Assert.DoesNotContain(Code, path =>
        {
            byte[] bytes = File.ReadAllBytes(Path.Combine(Checkout.Root, path));
            return bytes.AsSpan().StartsWith("\uFEFF"u8) || bytes.AsSpan().Contains((byte)'\r') || bytes is not [.., (byte)'\n'];
        });

    [Fact]
    public void Nothing_names_a_machine_or_a_download_address()
    {
        List<string> wrong = [];
        foreach (string path in Text.Where(path => !path.Contains("/data/", StringComparison.Ordinal)))
        {
            foreach (Match match in MachinePath().Matches(Checkout.Read(path)))
            {
                wrong.Add($"{path}: {match.Value}");
            }
        }

        Assert.Empty(wrong);
    }

    /// <summary>A type at the left edge: nested ones are indented.</summary>
    [GeneratedRegex(@"^public (?:(?:static|sealed|abstract|readonly|partial|unsafe|ref) )*(?:record struct|record class|record|class|struct|interface|enum|delegate \w+) (\w+)", RegexOptions.Multiline)]
    private static partial Regex PublicType();

    [GeneratedRegex(@"(?<![\w.%~\\-])/(?:work|home|root)/[\w.-]|""resolved"": ""http")]
    private static partial Regex MachinePath();
}
