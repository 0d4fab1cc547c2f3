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
                    broken.Add($"{document}: {target}");
                }
            }
        }

        Assert.Empty(broken);
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

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"`((?:src|tests|packs|samples|docs|bench)(?:/[A-Za-z0-9_.\-*]+)+)`")]
    private static partial Regex TreePath();
}
