using Hindcast.Analysis.Campaigns;
using Hindcast.Engine.Packs;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;
using Hindcast.Sigma.Loading;
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
        Assert.Equal(pack.Rules.Count + pack.Correlations.Count, pack.Campaign.Detections.Count);
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
    public void A_misspelt_key_says_HC4901_with_line_column_and_the_key_that_was_meant()
    {
        Write("p/pack.yml", "schema: 1\nname: P\ndisclosd: 2021-03-02\n");
        SigmaProblem problem = Assert.Single(PackLoader.Load(_folder).Problems, p => p.Diagnostic.Code == "HC4901");
        Assert.Equal((3L, 1, "disclosed"), (problem.Diagnostic.Location.Line, problem.Column, problem.Suggestion));
    }

    [Fact]
    public void Actors_are_read_with_their_features_and_one_with_trouble_says_HC4905()
    {
        Write("p/pack.yml", "schema: 1\nname: P\ndisclosed: 2021-03-02\n");
        Write("p/actors.yml", """
            actors:
              - id: a
                name: A
                kind: group
                attack-group: G0001
                active-from: 2021-01-03
                source: Somebody, 2021-03-02
                features:
                  - kind: page-key
                    exclusive: true
                    values: [k1, k2]
                    source: Somebody, 2021-03-02
              - id: b
                name: B
                kind: nation
                active-from: 2021-01-03
                source: Somebody, 2021-03-02
            """);
        Knowledge knowledge = PackLoader.Load(_folder);
        ActorProfile actor = Assert.Single(Assert.Single(knowledge.Packs).Campaign.Actors);
        Assert.Equal(("a", "G0001", new DateOnly(2021, 1, 3), null), (actor.Id, actor.AttackGroup, actor.ActiveFrom, actor.ActiveUntil));
        Assert.Equal([(ActorFeatureKind.PageKey, "k1", true), (ActorFeatureKind.PageKey, "k2", true)], actor.Features.Select(f => (f.Kind, f.Value, f.IsExclusive)));
        Diagnostic diagnostic = Assert.Single(knowledge.Diagnostics);
        Assert.Equal(("HC4905", "'nation' as 'kind'", 15L), (diagnostic.Code, diagnostic.Found, diagnostic.Location.Line));
    }

    [Theory]
    [InlineData("sha256,abc,c,s,2021-03-02", "3 characters as sha256", 8)]
    [InlineData("sha256,893cd3583b49cb706b3e55ecb2ed0757b977a21f5c72e041392d1256f3116l62,c,s,2021-03-02", "'l' in a sha256", 69)]
    [InlineData("ip,192.0.2.1\u200B,c,s,2021-03-02", "invisible character U+200B", 13)]
    [InlineData("ip,192[.]0.2.1,c,s,2021-03-02", "defanged form '192[.]0.2.1'", 7)]
    [InlineData("ip,192.0.2,c,s,2021-03-02", "'192.0.2' as ip", 4)]
    [InlineData("domain,Evil.example,c,s,2021-03-02", "'Evil.example' as domain", 8)]
    [InlineData("md5,abc,c,s,2021-03-02", "type 'md5'", 1)]
    [InlineData("ip,192.0.2.1,c,,2021-03-02", "no source", 16)]
    [InlineData("ip,192.0.2.1,c,s,soon", "'soon' as published", 18)]
    [InlineData("ip,192.0.2.1,c", "3 columns", 1)]
    public void An_indicator_that_could_never_match_says_HC4906_with_line_and_column(string row, string found, int column)
    {
        Write("p/pack.yml", "schema: 1\nname: P\ndisclosed: 2021-03-02\n");
        Write("p/indicators.csv", $"type,value,context,source,published\n{row}\nip,192.0.2.2,\"a, b\",s,2021-03-02\n");
        Knowledge knowledge = PackLoader.Load(_folder);
        SigmaProblem problem = Assert.Single(knowledge.Problems);
        Assert.Equal(
            ("HC4906", found, 2L, column),
            (problem.Diagnostic.Code, problem.Diagnostic.Found, problem.Diagnostic.Location.Line, problem.Column));
        Assert.Equal("a, b", Assert.Single(Assert.Single(knowledge.Packs).Indicators).Context);
    }

    [Fact]
    public void A_playbook_gives_actions_in_order_and_a_row_that_is_none_says_HC4907()
    {
        Write("p/pack.yml", "schema: 1\nname: P\ndisclosed: 2021-03-02\n");
        Write("p/playbook.md", """
            # Playbook

            | when | about | phase | do |
            |---|---|---|---|
            | reached | | preserve | Keep an image. |
            | soon | | fix | Patch. |
            | used | web-shell | evict | Remove it. |
            """);
        Knowledge knowledge = PackLoader.Load(_folder);
        Assert.Equal(
            [(Outcome.Reached, "", ActionPhase.Preserve), (Outcome.Used, "web-shell", ActionPhase.Evict)],
            Assert.Single(knowledge.Packs).Campaign.Actions.Select(a => (a.From, a.Subject, a.Phase)));
        Diagnostic diagnostic = Assert.Single(knowledge.Diagnostics);
        Assert.Equal(("HC4907", 6L), (diagnostic.Code, diagnostic.Location.Line));
    }

    [Fact]
    public void A_rule_id_of_another_pack_says_HC4910()
    {
        Write("p/pack.yml", "schema: 1\nname: P\ndisclosed: 2021-03-02\n");
        Write("q/pack.yml", "schema: 1\nname: Q\ndisclosed: 2021-03-02\n");
        Write("p/rules/r.yml", Rule("attack.persistence", "generic: true"));
        Write("q/rules/r.yml", Rule("attack.persistence", "generic: true"));
        Assert.Equal(["HC4910"], Codes());
    }

    [Fact]
    public void The_check_says_HC4908_for_a_case_that_fails_or_is_missing_and_HC4909_for_a_flaw_that_no_build_fixes()
    {
        Write("p/pack.yml", """
            schema: 1
            name: P
            disclosed: 2021-03-02
            vulnerabilities:
              - id: CVE-2021-99999
                title: t
                fix-published: 2021-03-02
            """);
        Write("p/rules/r.yml", Rule("attack.persistence", "generic: true"));
        Write("p/tests/cases.json", """[{"rule": "r", "log": "iis", "matches": true, "fields": {"cs-method": "GET"}}]""");
        PackCheck.Run(_folder, out IReadOnlyList<SigmaProblem> problems);
        Assert.Equal(
            ["HC4909: CVE-2021-99999", "HC4908: case 1: r does not match", "HC4908: no case that it must not match"],
            problems.Select(p => $"{p.Diagnostic.Code}: {p.Diagnostic.Found}"));
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
