using System.Globalization;
using System.Text.RegularExpressions;

namespace Hindcast.Tests.Unit.Conventions;

public sealed partial class DocumentTests
{
    private static IEnumerable<string> Documents =>
        Directory.GetFiles(Checkout.Root, "*.md").Select(f => Path.GetFileName(f)!).Concat(Checkout.Files("docs", "*.md"));

    [Fact]
    public void Every_relative_link_leads_to_a_file()
    {
        List<string> broken = [];
        foreach (string document in Documents)
        {
            string folder = Path.GetDirectoryName(Path.Combine(Checkout.Root, document))!;
            foreach (Match link in Link().Matches(Checkout.Read(document)))
            {
                string target = link.Groups[1].Value.Split('#')[0];
                if (target.Length > 0 && !target.Contains("://", StringComparison.Ordinal) && !Path.Exists(Path.Combine(folder, target)))
                {
                    broken.Add(Path.GetRelativePath(Checkout.Root, Path.Combine(folder, target)).Replace('\\', '/'));
                }
            }
        }

        Assert.Empty(broken.Except(KnownGaps.Paths));
    }

    [Fact]
    public void Every_anchor_in_a_link_is_a_heading()
    {
        List<string> broken = [];
        foreach (string document in Documents)
        {
            string folder = Path.GetDirectoryName(Path.Combine(Checkout.Root, document))!;
            foreach (Match link in Link().Matches(Checkout.Read(document)))
            {
                string[] parts = link.Groups[1].Value.Split('#');
                string target = parts[0].Length == 0 ? Path.Combine(Checkout.Root, document) : Path.Combine(folder, parts[0]);
                if (parts.Length > 1 && File.Exists(target) && !Heading().Matches(File.ReadAllText(target)).Any(h => Anchor(h.Groups[1].Value) == parts[1]))
                {
                    broken.Add($"{document}: {link.Groups[1].Value}");
                }
            }
        }

        Assert.Empty(broken);
    }

    [Fact]
    public void Every_decision_has_its_number_and_says_whether_it_holds()
    {
        string[] decisions = [.. Checkout.Files("docs/adr", "*.md")];
        Assert.All(decisions, decision =>
        {
            // Numbers are given out ahead, so that there may be gaps; each is used once.
            int number = int.Parse(Path.GetFileName(decision)[..4], CultureInfo.InvariantCulture);
            Assert.Single(decisions, other => Path.GetFileName(other).StartsWith($"{number:0000}-", StringComparison.Ordinal));
            Assert.Matches($@"^# {number}\. [^\n]+\n\n[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}\. (Accepted|Replaced by [0-9]{{4}})\.", Checkout.Read(decision));
        });
    }

    [Fact]
    public void Every_path_in_code_marks_exists()
    {
        List<string> broken = [];
        foreach (string document in Documents)
        {
            foreach (Match path in TreePath().Matches(Checkout.Read(document)))
            {
                if (!path.Value.Contains('*', StringComparison.Ordinal) && !Path.Exists(Path.Combine(Checkout.Root, path.Groups[1].Value)))
                {
                    broken.Add($"{document}: {path.Groups[1].Value}");
                }
            }
        }

        Assert.Empty(broken);
    }

    [Fact]
    public void Every_document_that_code_names_exists()
    {
        IEnumerable<string> named = new[] { "src", "tests", "bench" }.SelectMany(folder => Checkout.Files(folder, "*.cs"))
            .SelectMany(path => NamedDocument().Matches(Checkout.Read(path)).Select(m => m.Value));
        Assert.DoesNotContain(named.Except(KnownGaps.Paths), path => !Path.Exists(Path.Combine(Checkout.Root, path)));
    }

    /// <summary>The anchor that a heading gets: lower case, blanks to hyphens, other marks gone.</summary>
    private static string Anchor(string heading) =>
        new([.. heading.ToLowerInvariant().Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_').Select(c => c == ' ' ? '-' : c)]);

    [GeneratedRegex(@"\bdocs/[a-z0-9/-]+\.md\b")]
    private static partial Regex NamedDocument();

    [GeneratedRegex("^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"`((?:src|tests|packs|samples|docs|bench)(?:/[A-Za-z0-9_.\-*]+)+)`")]
    private static partial Regex TreePath();
}
