using Hindcast.Analysis.Campaigns;
using Hindcast.Engine.Packs;
using Hindcast.Evidence;
using Hindcast.Tests.Unit.Conventions;

namespace Hindcast.Tests.Unit.Engine;

public sealed class PackLoaderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hindcast-packs-").FullName;

    [Fact]
    public void The_shipped_packs_load_without_trouble()
    {
        Knowledge knowledge = PackLoader.Load(Path.Combine(Checkout.Root, "packs"));
        Assert.Empty(knowledge.Diagnostics);
        CampaignPack pack = Assert.Single(knowledge.Packs, p => p.Campaign.Id == "proxylogon");
        Assert.Equal(pack.Rules.Count, pack.Campaign.Detections.Count);
        Assert.Equal("Exchange 2016 CU19 Mar21SU", knowledge.Builds.Find(new BuildNumber(15, 1, 2176, 9))!.Name);
    }

    [Fact]
    public void An_empty_folder_says_HC4904() => Assert.Equal(["HC4904"], Codes());

    [Fact]
    public void A_pack_that_is_no_yaml_says_HC4901_and_the_others_are_used()
    {
        Write("broken/pack.yml", "schema: [");
        Write("good/pack.yml", "schema: 1\nname: Good\ndisclosed: 2021-03-02\n");
        Knowledge knowledge = PackLoader.Load(_folder);
        Assert.Equal(["HC4901"], knowledge.Diagnostics.Select(d => d.Code));
        Assert.Equal("good", Assert.Single(knowledge.Packs).Campaign.Id);
    }

    [Fact]
    public void A_day_that_is_none_says_HC4901()
    {
        Write("broken/pack.yml", "schema: 1\nname: Broken\ndisclosed: yesterday\n");
        Assert.Contains("HC4901", Codes());
    }

    [Theory]
    [InlineData("schema: 2\nname: P\ndisclosed: 2021-03-02\n")]
    [InlineData("name: P\ndisclosed: 2021-03-02\n")]
    [InlineData("schema: 1\nid: other\nname: P\ndisclosed: 2021-03-02\n")]
    public void Another_schema_or_an_id_that_is_not_the_folder_says_HC4901(string document)
    {
        Write("p/pack.yml", document);
        Assert.Contains("HC4901", Codes());
    }

    [Fact]
    public void The_hash_of_a_pack_is_that_of_its_knowledge_not_of_its_tests()
    {
        string Hash() => PackLoader.Load(_folder).Packs[0].Reference.Sha256;
        Write("p/pack.yml", "schema: 1\nid: p\nname: P\ndisclosed: 2021-03-02\n");
        string before = Hash();
        Write("p/tests/cases.json", "[]");
        Assert.Equal(before, Hash());
        Write("p/rules/readme.md", "knowledge");
        Assert.NotEqual(before, Hash());
    }

    [Fact]
    public void A_rule_without_meaning_says_HC4902()
    {
        Write("p/pack.yml", "schema: 1\nname: P\ndisclosed: 2021-03-02\n");
        Write("p/rules/r.yml", "title: T\nid: 0b1c8a1e-1111-4222-8333-444455556666\nlogsource:\n  category: webserver\ndetection:\n  a:\n    cs-method: POST\n  condition: a\n");
        Assert.Contains("HC4902", Codes());
    }

    [Fact]
    public void A_rule_says_its_rung_tactic_and_whether_it_persists()
    {
        Write("p/pack.yml", "schema: 1\nname: P\ndisclosed: 2021-03-02\n");
        Write("p/rules/r.yml", Rule("attack.persistence", "rung: placed\n  persists: true"));
        DetectionMeaning meaning = Assert.Single(Assert.Single(PackLoader.Load(_folder).Packs).Campaign.Detections).Value;
        Assert.Equal((Rung.CodePlaced, true, "persistence", "T1505.003"), (meaning.Rung, meaning.Persists, meaning.Tactic, meaning.Technique));
    }

    [Fact]
    public void Without_a_rung_the_outcome_gives_it()
    {
        Write("p/pack.yml", "schema: 1\nname: P\ndisclosed: 2021-03-02\n");
        Write("p/rules/r.yml", Rule("attack.initial_access", "generic: true"));
        DetectionMeaning meaning = Assert.Single(Assert.Single(PackLoader.Load(_folder).Packs).Campaign.Detections).Value;
        Assert.Equal((Rung.Succeeded, false, "initial-access"), (meaning.Rung, meaning.Persists, meaning.Tactic));
    }

    [Theory]
    [InlineData("rung: owned", "'owned' as rung")]
    [InlineData("rnug: placed", "key 'rnug'")]
    [InlineData("persists: maybe", "'maybe' as persists")]
    public void A_word_that_is_none_says_HC4902_with_what_was_found(string line, string found)
    {
        Write("p/pack.yml", "schema: 1\nname: P\ndisclosed: 2021-03-02\n");
        Write("p/rules/r.yml", Rule("attack.persistence", line));
        Diagnostic diagnostic = Assert.Single(PackLoader.Load(_folder).Diagnostics);
        Assert.Equal(("HC4902", found, 16L), (diagnostic.Code, diagnostic.Found, diagnostic.Location.Line));
    }

    [Fact]
    public void A_row_of_the_build_table_that_is_none_says_HC4903_and_the_others_count()
    {
        Write("p/pack.yml", "schema: 1\nname: P\ndisclosed: 2021-03-02\n");
        Write("products/x/builds.csv", "build,name,product,release_date,fixes\nnonsense\n15.1.1.2,N,Exchange 2016,2021-01-01,\n");
        Knowledge knowledge = PackLoader.Load(_folder);
        Assert.Equal(["HC4903"], knowledge.Diagnostics.Select(d => d.Code));
        Assert.NotNull(knowledge.Builds.Find(new BuildNumber(15, 1, 1, 2)));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private IEnumerable<string> Codes() => PackLoader.Load(_folder).Diagnostics.Select(d => d.Code);

    private static string Rule(string tactic, string line) =>
        $"""
        title: T
        id: 0b1c8a1e-1111-4222-8333-444455556666
        tags:
          - {tactic}
          - attack.t1505.003
        logsource:
          category: webserver
        detection:
          a:
            cs-method: POST
          condition: a
        hindcast:
          subject: web-shell
          role: artefact
          outcome: succeeded
          {line.ReplaceLineEndings("\n")}
          because: It lies there
        """;

    private void Write(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (name.EndsWith("pack.yml", StringComparison.Ordinal))
        {
            Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(path)!, "rules"));
        }

        File.WriteAllText(path, text);
    }
}
