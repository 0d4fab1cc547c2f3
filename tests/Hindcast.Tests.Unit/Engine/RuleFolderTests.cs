using Hindcast.Engine.Packs;
using Hindcast.Sigma.Loading;
using Hindcast.Tests.Unit.Conventions;

namespace Hindcast.Tests.Unit.Engine;

/// <summary>Rules that a user names, with campaign packs among them.</summary>
public sealed class RuleFolderTests : IDisposable
{
    private const string Rule = """
        title: Page called
        id: 00000000-0000-4000-8000-000000000001
        logsource: {category: webserver}
        detection:
          s: {cs-uri-stem|endswith: /x.aspx}
          condition: s
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("hindcast-rules-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Packs_that_came_with_the_program_are_loaded_without_a_problem()
    {
        string packs = Path.Combine(Checkout.Root, "packs");
        SigmaLoadResult loaded = RuleFolder.Load(packs, TestContext.Current.CancellationToken);
        Assert.Empty(loaded.Problems);
        int all = Directory.GetFiles(packs, "*.yml", SearchOption.AllDirectories).Length, rules = Directory.GetDirectories(packs).Select(p => Path.Combine(p, "rules")).Where(Directory.Exists).Sum(r => Directory.GetFiles(r, "*.yml").Length);
        Assert.Equal((rules, all - rules), (loaded.FileCount, loaded.OtherFileCount));
    }

    [Fact]
    public void One_pack_and_its_rules_alone_load_the_same_rules()
    {
        string pack = Path.Combine(Checkout.Root, "packs", "proxylogon");
        SigmaLoadResult whole = RuleFolder.Load(pack, TestContext.Current.CancellationToken), alone = RuleFolder.Load(Path.Combine(pack, "rules"), TestContext.Current.CancellationToken);
        Assert.Equal(alone.Rules.Select(r => r.Id).Order(), whole.Rules.Select(r => r.Id).Order());
        Assert.Equal((2, 0), (whole.OtherFileCount, alone.OtherFileCount));
    }

    [Fact]
    public void Rule_that_is_called_pack_is_a_rule_and_a_broken_file_elsewhere_is_a_problem()
    {
        File.WriteAllText(Path.Combine(_folder, "pack.yml"), Rule);
        File.WriteAllText(Path.Combine(_folder, "other.yml"), "name: no rule");
        SigmaLoadResult loaded = RuleFolder.Load(_folder, TestContext.Current.CancellationToken);
        Assert.Single(loaded.Rules);
        Assert.Equal("other.yml", Assert.Single(loaded.Problems).Diagnostic.Location.File);
        Assert.Equal(0, loaded.OtherFileCount);
    }
}
