using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hindcast.Engine;
using Hindcast.Engine.Pipeline;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;
using Hindcast.Reports.Sharing;
using Hindcast.Reports.Stix;
using Hindcast.Tests.Unit.Conventions;
using Hindcast.Tests.Unit.Reports.Html;
using Hindcast.Tests.Unit.Reports.Sharing;
using Hindcast.Tests.Unit.Simulation;

namespace Hindcast.Tests.Unit.Reports.Stix;

public sealed class StixBundleTests
{
    private static readonly Dictionary<string, string[]> Indicates = new(StringComparer.Ordinal)
    {
        ["indicates"] = ["attack-pattern", "campaign", "infrastructure", "intrusion-set", "malware", "threat-actor", "tool"],
        ["based-on"] = ["observed-data"],
        ["compromises"] = ["infrastructure"],
        ["has"] = ["vulnerability"],
        ["consists-of"] = ["software"],
    };

    public static TheoryData<string, bool> Cases => new()
    {
        { "compromised", false }, { "compromised", true }, { "clean", false }, { "empty", false },
    };

    public static TheoryData<string> Scenarios => [.. Checkout.Files("scenarios", "*.yml").Where(f => f.Count(c => c == '/') == 1).Select(f => Path.GetFileNameWithoutExtension(f))];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_object_is_valid_by_the_schemas_of_OASIS(string name, bool identify)
    {
        StixSchemas schemas = new();
        List<string> wrong = [];
        foreach (JsonElement stix in Objects(Bundle(name, identify)))
        {
            wrong.AddRange(schemas.Errors(stix));
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void The_schemas_do_refuse_what_is_wrong()
    {
        JsonElement broken = JsonDocument.Parse("""{"type":"indicator","spec_version":"2.1","id":"indicator--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f","created":"2021-03-01T00:00:00Z","modified":"2021-03-01T00:00:00.000Z","pattern":"[a:b = 1]","pattern_type":"stix","valid_from":"2021-03-01T00:00:00Z"}""").RootElement;
        Assert.NotEmpty(new StixSchemas().Errors(broken));
    }

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void The_bundle_of_every_scenario_is_valid(string scenario)
    {
        StixSchemas schemas = new();
        using SimulatedServer server = SimulatedServer.Of(scenario, seed: 5);
        Assessment assessment = Assessor.Run(
            new AssessOptions { Evidence = [server.Result.EvidenceFolder], PackFolder = Path.Combine(AppContext.BaseDirectory, "packs"), Tool = "test" },
            new ReadProgress(), TestContext.Current.CancellationToken).Assessment;
        JsonElement[] objects = Objects(StixBundle.Write(new SharedCase(assessment, SharedSample.Options)));
        Assert.Empty(objects.SelectMany(schemas.Errors));
        OwnChecks(objects);
        Assert.Equal(assessment.Intrusions.Count, objects.Count(o => o.GetProperty("type").GetString() == "grouping"));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_the_schemas_miss_holds_too(string name, bool identify) => OwnChecks(Objects(Bundle(name, identify)));

    [Fact]
    public void The_story_of_the_sample_is_in_the_bundle()
    {
        JsonElement[] objects = Objects(Bundle("compromised", false));
        string[] types = [.. objects.Select(o => o.GetProperty("type").GetString()!)];
        Assert.All(
            ["identity", "infrastructure", "software", "vulnerability", "campaign", "observed-data", "network-traffic", "indicator", "sighting", "report", "note", "relationship", "intrusion-set", "grouping"],
            t => Assert.Contains(t, types));
        Assert.Contains("[ipv4-addr:value = '198.51.100.23']", objects.Where(o => o.TryGetProperty("pattern", out _)).Select(o => o.GetProperty("pattern").GetString()));
        Assert.DoesNotContain("threat-actor", types);
        Assert.DoesNotContain("attributed-to", Bundle("compromised", false), StringComparison.Ordinal);
    }

    [Fact]
    public void A_cluster_is_related_to_the_group_that_it_resembles_and_uses_the_tool_that_named_itself()
    {
        Assessment sample = SampleAssessment.Compromised();
        ActorCluster cluster = sample.Actors.Clusters[0] with
        {
            Features = [new ClusterFeature("user-agent", "python-requests/2.25.1", false, []), new ClusterFeature("user-agent", "ExchangeServicesClient/0.0.0.0", false, []), new ClusterFeature("user-agent", "Mozilla/5.0 (Windows NT 10.0)", true, [])],
        };
        JsonElement[] objects = Objects(StixBundle.Write(new SharedCase(sample with { Actors = sample.Actors with { Clusters = [cluster] } }, SharedSample.Options)));
        JsonElement Named(string type, string name) => Assert.Single(objects, o => o.GetProperty("type").GetString() == type && o.GetProperty("name").GetString() == name);
        string set = Named("intrusion-set", "Cluster A1").GetProperty("id").GetString()!, group = Named("intrusion-set", "GROUP").GetProperty("id").GetString()!;
        string tool = Named("tool", "python-requests").GetProperty("id").GetString()!;
        JsonElement Relation(string type, string target) => Assert.Single(objects, o => o.TryGetProperty("relationship_type", out JsonElement t) && t.GetString() == type
            && o.GetProperty("source_ref").GetString() == set && o.GetProperty("target_ref").GetString() == target);
        Assert.Contains("is likely (55 to 80 %)", Relation("related-to", group).GetProperty("description").GetString(), StringComparison.Ordinal);
        Assert.Equal(50, Relation("related-to", group).GetProperty("confidence").GetInt32());
        Relation("uses", tool);
        Assert.Single(objects, o => o.GetProperty("type").GetString() == "tool");
        Assert.Contains(set, Assert.Single(objects, o => o.GetProperty("type").GetString() == "grouping").GetProperty("object_refs").EnumerateArray().Select(r => r.GetString()));
    }

    [Theory]
    [InlineData(Likelihood.VeryUnlikely, false)]
    [InlineData(Likelihood.Unlikely, false)]
    [InlineData(Likelihood.RoughlyEven, true)]
    public void A_published_group_is_named_from_an_even_chance_on(Likelihood likelihood, bool named)
    {
        Assessment sample = SampleAssessment.Compromised();
        ActorCluster cluster = sample.Actors.Clusters[0];
        cluster = cluster with { Resemblances = [cluster.Resemblances[0] with { Likelihood = likelihood }] };
        Assert.Equal(named, StixBundle.Write(SharedSample.Of(sample with { Actors = sample.Actors with { Clusters = [cluster] } })).Contains("GROUP", StringComparison.Ordinal));
    }

    [Fact]
    public void Findings_of_one_subject_keep_their_notes()
    {
        Assessment sample = SampleAssessment.Compromised();
        Finding other = sample.Findings[0] with { Id = "F9", Pack = "web-shells", Title = "Another pack's finding" };
        string[] notes = [.. Of(Bundle(sample with { Findings = [.. sample.Findings, other] }), "note").Select(n => n.GetProperty("abstract").GetString()!)];
        Assert.Contains(notes, n => n.StartsWith("F9 Another pack's finding", StringComparison.Ordinal));
        Assert.Contains(notes, n => n.StartsWith("F1 ", StringComparison.Ordinal));
    }

    [Fact]
    public void What_intrusions_have_in_common_is_no_campaign()
    {
        Assessment sample = SampleAssessment.Compromised();
        JsonElement[] objects = Bundle(sample with
        {
            Packs = [.. sample.Packs, new PackReference("web-shells", "Web shells (any way in)", SampleAssessment.Sha('d'))],
            Findings = [.. sample.Findings, sample.Findings[0] with { Id = "F9", Pack = "web-shells" }],
        });
        Assert.Equal("ProxyLogon (Exchange, January to March 2021)", Assert.Single(Of(objects, "campaign")).GetProperty("name").GetString());
    }

    [Fact]
    public void The_same_request_of_the_same_client_is_one_object_whatever_rules_met_it()
    {
        Assessment sample = SampleAssessment.Compromised();
        Observation use = sample.Observations[5] with { Fields = [.. sample.Observations[5].Fields, new("Method", "POST")] };
        Observation again = use with { Id = "O9", Location = use.Location with { OffsetBytes = 99_999 }, Time = SampleAssessment.Time("2021-03-04T00:00:00Z") };
        JsonElement[] objects = Bundle(sample with { Observations = [use, use with { Id = "O7", RuleId = "ssrf" }, again] });
        JsonElement observed = Assert.Single(Of(objects, "observed-data"));
        Assert.Equal(2, observed.GetProperty("number_observed").GetInt32());
        Assert.Equal("2021-03-04T00:00:00Z", observed.GetProperty("last_observed").GetString());
        Assert.Single(Of(objects, "network-traffic"));
    }

    [Fact]
    public void A_path_that_cannot_be_read_is_in_no_observed_request()
    {
        Assessment sample = SampleAssessment.Compromised();
        Observation use = sample.Observations[5] with { Fields = [new("c-ip", "198.51.100.23"), new("cs-method", "POST"), new("cs-uri-stem", "/aspnet_client/gr\ufffde.aspx"), new("cs(User-Agent)", "x/1")] };
        string bundle = StixBundle.Write(SharedSample.Of(sample with { Observations = [use] }));
        Assert.DoesNotContain("\\uFFFD", bundle, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("\"network-traffic\"", bundle, StringComparison.Ordinal);
    }

    [Fact]
    public void Pages_of_one_name_in_two_folders_stay_two_and_a_file_joins_its_address()
    {
        Assessment sample = SampleAssessment.Compromised();
        Observation use = sample.Observations[5], shell = sample.Observations[4];
        JsonElement[] objects = Bundle(sample with
        {
            Observations =
            [
                use with { Fields = [new("ClientIpAddress", "198.51.100.23"), new("UrlStem", "/aspnet_client/Error.aspx")] },
                shell with { Fields = [new("TargetFilename", @"C:\inetpub\wwwroot\aspnet_client\error.aspx"), new("SHA256", SampleAssessment.Sha('1')[..63] + "2")] },
                shell with { Id = "O9", Location = shell.Location with { OffsetBytes = 7 }, Fields = [new("TargetFilename", @"C:\Exchange\FrontEnd\HttpProxy\owa\auth\error.aspx")] },
            ],
        });
        JsonElement[] malware = [.. Of(objects, "malware")];
        Assert.Equal(
            ["Page that was left on the server and used: /aspnet_client/error.aspx", "Page that was left on the server: /owa/auth/error.aspx"],
            malware.Select(m => m.GetProperty("description").GetString()!).Order(StringComparer.Ordinal));
        Assert.All(malware, m => Assert.Single(m.GetProperty("sample_refs").EnumerateArray()));
    }

    [Theory]
    [InlineData(Outcome.Used, Confidence.High, 85)]
    [InlineData(Outcome.Reached, Confidence.Moderate, 50)]
    [InlineData(Outcome.Reached, Confidence.Low, 15)]
    public void An_indicator_is_no_surer_than_its_finding(Outcome outcome, Confidence confidence, int percent)
    {
        Assessment sample = SampleAssessment.Compromised();
        JsonElement[] objects = Bundle(sample with { Findings = [sample.Findings[0] with { Outcome = outcome, Confidence = confidence }] });
        JsonElement page = Assert.Single(Of(objects, "indicator"), i => i.GetProperty("name").GetString() == "/aspnet_client/supp0rt.aspx");
        Assert.Equal(percent, page.GetProperty("confidence").GetInt32());
    }

    [Fact]
    public void A_file_is_an_indicator_since_it_was_placed_and_not_since_the_export()
    {
        Assessment sample = SampleAssessment.Compromised();
        Observation shell = sample.Observations[4] with { Time = null, Fields = [new("TargetFilename", @"C:\inetpub\wwwroot\aspnet_client\x9.aspx")] };
        JsonElement file = Assert.Single(Of(Bundle(sample with { Observations = [shell] }), "indicator"));
        Assert.Equal("2021-03-03T04:23:22Z", file.GetProperty("valid_from").GetString());
    }

    [Fact]
    public void Two_exports_are_equal_and_a_later_one_keeps_the_ids()
    {
        SharedCase later = new(SampleAssessment.Compromised(), SharedSample.Options with { Modified = SharedSample.Options.Modified.AddDays(3) });
        Assert.Equal(Bundle("compromised", false), Bundle("compromised", false));
        Assert.Equal(
            Objects(Bundle("compromised", false)).Select(o => o.GetProperty("id").GetString()), Objects(StixBundle.Write(later)).Select(o => o.GetProperty("id").GetString()));
    }

    [Theory]
    [InlineData(TlpLevel.Clear, "94868c89-83c2-464b-929b-a1a8aa3c8487", "clear")]
    [InlineData(TlpLevel.AmberStrict, "939a9414-2ddd-4d32-a0cd-375ea402b003", "amber+strict")]
    public void Every_object_of_ours_is_marked_with_the_level(TlpLevel level, string id, string word)
    {
        JsonElement[] objects = Objects(StixBundle.Write(new SharedCase(SampleAssessment.Compromised(), SharedSample.Options with { Tlp = level })));
        JsonElement marking = Assert.Single(objects, o => o.GetProperty("type").GetString() == "marking-definition");
        Assert.Equal($"marking-definition--{id}", marking.GetProperty("id").GetString());
        Assert.Equal(word, marking.GetProperty("extensions").GetProperty(TlpLabel.Extension).GetProperty("tlp_2_0").GetString());
        Assert.All(
            objects.Where(o => o.GetProperty("type").GetString() is not ("marking-definition" or "attack-pattern")),
            o => Assert.Equal($"marking-definition--{id}", Assert.Single(o.GetProperty("object_marking_refs").EnumerateArray()).GetString()));
    }

    [Fact]
    public void A_victim_that_is_named_is_for_its_own_organisation_only()
    {
        JsonElement identity = Objects(Bundle("compromised", true)).First(o => o.GetProperty("type").GetString() == "identity");
        Assert.Equal("Contoso", identity.GetProperty("name").GetString());
        Assert.Equal(TlpLabel.MarkingId(TlpLevel.AmberStrict), identity.GetProperty("object_marking_refs")[0].GetString());
    }

    private static void OwnChecks(JsonElement[] objects)
    {
        string[] ids = [.. objects.Select(o => o.GetProperty("id").GetString()!)];
        Assert.Equal(ids.Length, ids.Distinct().Count());
        HashSet<string> known = [.. ids];
        foreach (JsonElement stix in objects)
        {
            Assert.All(References(stix), r => Assert.Contains(r, known));
            Ordered(stix, "created", "modified");
            Ordered(stix, "first_seen", "last_seen");
            Ordered(stix, "first_observed", "last_observed");
            switch (stix.GetProperty("type").GetString())
            {
                case "indicator":
                    Assert.NotNull(StixPatternReader.Read(stix.GetProperty("pattern").GetString()!));
                    break;
                case "sighting":
                    Assert.StartsWith("indicator--", stix.GetProperty("sighting_of_ref").GetString(), StringComparison.Ordinal);
                    break;
                case "relationship":
                    string target = stix.GetProperty("target_ref").GetString()!;
                    if (Indicates.TryGetValue(stix.GetProperty("relationship_type").GetString()!, out string[]? allowed))
                    {
                        Assert.Contains(target[..target.IndexOf("--", StringComparison.Ordinal)], allowed);
                    }

                    break;
                case "ipv4-addr" or "ipv6-addr" or "network-traffic" or "file" or "directory" or "software" or "domain-name":
                    Assert.Equal(StixId.OfObservable(stix.GetProperty("type").GetString()!, JsonNode.Parse(stix.GetRawText())!.AsObject()), stix.GetProperty("id").GetString());
                    break;
                default:
                    break;
            }
        }
    }

    private static string Bundle(string name, bool identify)
    {
        Assessment assessment = name switch
        {
            "clean" => SampleAssessment.Clean(),
            "empty" => SampleAssessment.Empty(),
            _ => SampleAssessment.Compromised(),
        };
        return StixBundle.Write(new SharedCase(assessment, SharedSample.Options with { IdentifyVictim = identify, Organisation = "Contoso" }));
    }

    private static JsonElement[] Bundle(Assessment assessment)
    {
        JsonElement[] objects = Objects(StixBundle.Write(SharedSample.Of(assessment)));
        OwnChecks(objects);
        return objects;
    }

    private static IEnumerable<JsonElement> Of(JsonElement[] objects, string type) => objects.Where(o => o.GetProperty("type").GetString() == type);

    private static JsonElement[] Objects(string bundle) => [.. JsonDocument.Parse(bundle).RootElement.GetProperty("objects").EnumerateArray()];

    private static IEnumerable<string> References(JsonElement stix) => stix.EnumerateObject().SelectMany(p =>
        p.Name.EndsWith("_ref", StringComparison.Ordinal) ? [p.Value.GetString()!]
        : p.Name.EndsWith("_refs", StringComparison.Ordinal) ? p.Value.EnumerateArray().Select(v => v.GetString()!)
        : []);

    private static void Ordered(JsonElement stix, string first, string last)
    {
        if (stix.TryGetProperty(first, out JsonElement from) && stix.TryGetProperty(last, out JsonElement to))
        {
            Assert.True(
                DateTimeOffset.Parse(from.GetString()!, CultureInfo.InvariantCulture) <= DateTimeOffset.Parse(to.GetString()!, CultureInfo.InvariantCulture),
                $"{stix.GetProperty("id")}: {first} is after {last}");
        }
    }
}
