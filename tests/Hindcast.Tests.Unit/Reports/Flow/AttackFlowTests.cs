using System.Text.Json;
using Hindcast.Evidence.Assessments;
using Hindcast.Reports.Flow;
using Hindcast.Reports.Sharing;
using Hindcast.Tests.Unit.Reports.Html;
using Hindcast.Tests.Unit.Reports.Sharing;
using Hindcast.Tests.Unit.Reports.Stix;

namespace Hindcast.Tests.Unit.Reports.Flow;

public sealed class AttackFlowTests
{
    [Fact]
    public void Techniques_of_an_intrusion_follow_each_other_in_time()
    {
        JsonElement[] objects = Objects(Technical());
        JsonElement flow = Assert.Single(objects, o => Type(o) == "attack-flow");
        string start = Assert.Single(flow.GetProperty("start_refs").EnumerateArray()).GetString()!;
        List<string> techniques = [], times = [];
        for (string? at = start; at is not null;)
        {
            JsonElement action = Assert.Single(objects, o => o.GetProperty("id").GetString() == at);
            techniques.Add(action.GetProperty("technique_id").GetString()!);
            times.Add(action.GetProperty("execution_start").GetString()!);
            at = action.TryGetProperty("effect_refs", out JsonElement next) ? Assert.Single(next.EnumerateArray()).GetString() : null;
        }

        Assert.Equal(["T1595", "T1190", "T1505.003"], techniques);
        Assert.Equal(times.Order(StringComparer.Ordinal), times);
        Assert.Equal(techniques.Count, objects.Count(o => Type(o) == "attack-action"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Objects_are_what_the_schema_of_the_extension_asks_for(bool compromised)
    {
        JsonElement[] objects = Objects(compromised ? Technical() : SampleAssessment.Clean());
        HashSet<string> ids = [.. objects.Select(o => o.GetProperty("id").GetString()!)];
        Assert.Equal(objects.Length, ids.Count);
        StixSchemas schemas = new();
        Assert.All(objects, o =>
        {
            if (Type(o).StartsWith("attack-", StringComparison.Ordinal) && Type(o) != "attack-pattern")
            {
                Assert.Equal("new-sdo", o.GetProperty("extensions").GetProperty(AttackFlow.Extension).GetProperty("extension_type").GetString());
                Assert.Empty(schemas.CommonErrors(o));
                Assert.True(Type(o) == "attack-condition" || o.GetProperty("name").GetString() is { Length: > 0 });
            }
            else
            {
                Assert.Empty(schemas.Errors(o));
            }

            Refers(o, "start_refs", ids, "attack-action--", "attack-condition--");
            Refers(o, "effect_refs", ids, "attack-action--");
            Refers(o, "asset_refs", ids, "attack-asset--");
            Assert.True(!o.TryGetProperty("technique_ref", out JsonElement technique) || (ids.Contains(technique.GetString()!) && technique.GetString()!.StartsWith("attack-pattern--", StringComparison.Ordinal)));
        });
        Assert.Equal("incident", Assert.Single(objects, o => Type(o) == "attack-flow").GetProperty("scope").GetString());
        Assert.Single(objects, o => o.GetProperty("id").GetString() == AttackFlow.Extension);
        Assert.Equal(!compromised, objects.Any(o => Type(o) == "attack-condition"));
    }

    private static void Refers(JsonElement stix, string property, HashSet<string> ids, params string[] kinds)
    {
        if (stix.TryGetProperty(property, out JsonElement references))
        {
            Assert.NotEmpty(references.EnumerateArray());
            Assert.All(references.EnumerateArray().Select(r => r.GetString()!), r => Assert.True(ids.Contains(r) && kinds.Any(k => r.StartsWith(k, StringComparison.Ordinal)), r));
        }
    }

    /// <summary>The sample, with techniques, and an intrusion of all its observations.</summary>
    private static Assessment Technical()
    {
        Assessment sample = SampleStory.With(SampleAssessment.Compromised(), text => text);
        return sample with
        {
            Detections =
            [
                .. sample.Detections.Select(d => d with
                {
                    Technique = d.RuleId switch
                    {
                        "scan" => "T1595",
                        "ssrf" => "T1190",
                        _ => "T1505.003",
                    },
                }),
            ],
            Intrusions = [sample.Intrusions[0] with { Observations = [.. sample.Observations.Select(o => o.Id)] }],
        };
    }

    private static string Type(JsonElement stix) => stix.GetProperty("type").GetString()!;

    private static JsonElement[] Objects(Assessment assessment) =>
        [.. JsonDocument.Parse(AttackFlow.Write(new SharedCase(assessment, SharedSample.Options))).RootElement.GetProperty("objects").EnumerateArray()];
}
