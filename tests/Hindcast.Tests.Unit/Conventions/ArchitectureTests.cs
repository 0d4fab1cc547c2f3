using System.Xml.Linq;

namespace Hindcast.Tests.Unit.Conventions;

public sealed class ArchitectureTests
{
    private static readonly Dictionary<string, (string[] Projects, string[] Packages)> Allowed = new()
    {
        ["Hindcast.Evidence"] = ([], []),
        ["Hindcast.Formats"] = (["Hindcast.Evidence"], ["SharpCompress"]),
        ["Hindcast.Sigma"] = (["Hindcast.Evidence"], ["YamlDotNet"]),
        ["Hindcast.Analysis"] = (["Hindcast.Evidence"], []),
        ["Hindcast.Reports"] = (["Hindcast.Evidence"], []),
        ["Hindcast.Engine"] = (
            ["Hindcast.Evidence", "Hindcast.Formats", "Hindcast.Sigma", "Hindcast.Analysis", "Hindcast.Reports"], ["YamlDotNet"]),
        ["Hindcast.Cli"] = (
            ["Hindcast.Evidence", "Hindcast.Formats", "Hindcast.Sigma", "Hindcast.Analysis", "Hindcast.Reports", "Hindcast.Engine"],
            ["Spectre.Console", "System.CommandLine"]),
    };

    [Fact]
    public void Projects_use_only_what_their_tier_may_use()
    {
        List<string> wrong = [];
        foreach (string path in Checkout.Files("src", "*.csproj"))
        {
            string name = Path.GetFileNameWithoutExtension(path);
            if (!Allowed.TryGetValue(name, out (string[] Projects, string[] Packages) allowed))
            {
                wrong.Add($"{name}: not in the table");
                continue;
            }

            XDocument project = XDocument.Parse(Checkout.Read(path));
            wrong.AddRange(project.Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value))
                .Except(allowed.Projects).Select(r => $"{name} -> {r}"));
            wrong.AddRange(project.Descendants("PackageReference").Select(r => r.Attribute("Include")!.Value)
                .Except(allowed.Packages).Select(r => $"{name} -> {r}"));
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void Namespace_is_the_folder()
    {
        IEnumerable<string> wrong = Checkout.Files("src", "*.cs").Where(path =>
        {
            string expected = Path.GetDirectoryName(path)!.Replace('\\', '/')["src/".Length..].Replace('/', '.');
            return !Checkout.Read(path).Contains($"namespace {expected};", StringComparison.Ordinal) && Path.GetFileName(path) != "Program.cs";
        });
        Assert.Empty(wrong);
    }

    [Fact]
    public void No_source_file_is_over_700_lines() =>
        Assert.DoesNotContain(Checkout.Files("src", "*.cs"), path => Checkout.Read(path).Count(c => c == '\n') > 700);

    [Fact]
    public void Nothing_names_a_machine_or_a_download_address()
    {
        string[] banned = ["/work" + "/", "/root" + "/", "\"resolved\": \"http"];
        IEnumerable<string> files = new[] { "src", "tests", "bench", "packs", "docs", "samples" }
            .SelectMany(folder => new[] { "*.cs", "*.md", "*.json", "*.yml", "*.csproj", "*.csv" }.SelectMany(p => Checkout.Files(folder, p)));
        Assert.DoesNotContain(files, f => banned.Any(b => Checkout.Read(f).Contains(b, StringComparison.Ordinal)));
    }
}
